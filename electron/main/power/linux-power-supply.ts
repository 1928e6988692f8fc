/** @file Whether a Linux computer runs on its battery: the kernel's own words in /sys/class/power_supply. No Electron here. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const kernelFolder = '/sys/class/power_supply';

/**
 * True only when a battery of the computer itself is discharging and nothing else feeds it. What cannot be read, a desktop computer
 * and a mouse with a battery of its own count as plugged in.
 */
export async function readIsOnBattery(folder: string = kernelFolder): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  let isDischarging = false;
  for (const name of names) {
    const [type, online, status, scope] = await Promise.all(
      ['type', 'online', 'status', 'scope'].map((field) => readField(join(folder, name, field))),
    );
    if ((type === 'Mains' || type === 'USB') && online === '1') return false;
    if (type === 'Battery' && scope !== 'Device' && status === 'Discharging') isDischarging = true;
  }
  return isDischarging;
}

async function readField(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    // This kind of supply has no such field.
    return '';
  }
}
