import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readIsOnBattery } from '../../../electron/main/power/linux-power-supply.ts';
import { watchBattery, type PowerMonitor } from '../../../electron/main/power/watch-battery.ts';

/** Electron's power monitor, turned by hand. */
function makeMonitor(isOnBatteryPower: () => boolean) {
  const listeners = new Map<string, () => void>();
  const monitor: PowerMonitor = {
    isOnBatteryPower,
    on: (event: string, listener: () => void) => listeners.set(event, listener),
    removeListener: (event: string) => listeners.delete(event),
  };
  return { monitor, emit: (event: 'on-battery' | 'on-ac') => listeners.get(event)?.() };
}

describe('watchBattery', () => {
  test.each(['darwin', 'win32'] as const)('on %s tells at the start and at each change', (platform) => {
    const onChanged = vi.fn();
    const { monitor, emit } = makeMonitor(() => true);
    const stop = watchBattery({ monitor, platform, onChanged });
    emit('on-battery');
    emit('on-ac');
    emit('on-ac');
    expect(onChanged.mock.calls).toEqual([[true], [false]]);
    stop();
    emit('on-battery');
    expect(onChanged).toHaveBeenCalledTimes(2);
  });

  test('a computer that does not say counts as plugged in', () => {
    const onChanged = vi.fn();
    const { monitor } = makeMonitor(() => {
      throw new Error('no information');
    });
    watchBattery({ monitor, platform: 'win32', onChanged });
    expect(onChanged.mock.calls).toEqual([[false]]);
  });

  test('on Linux the kernel is asked, now and again', async () => {
    vi.useFakeTimers();
    try {
      const onChanged = vi.fn();
      let isOnBattery = false;
      const readLinux = () => Promise.resolve(isOnBattery);
      const stop = watchBattery({ monitor: makeMonitor(() => true).monitor, platform: 'linux', onChanged, readLinux });
      await vi.advanceTimersByTimeAsync(20_000);
      isOnBattery = true;
      await vi.advanceTimersByTimeAsync(20_000);
      expect(onChanged.mock.calls).toEqual([[false], [true]]);
      stop();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('readIsOnBattery', () => {
  let folder = '';
  const add = (name: string, fields: Readonly<Record<string, string>>): void => {
    mkdirSync(join(folder, name));
    for (const [field, value] of Object.entries(fields)) writeFileSync(join(folder, name, field), `${value}\n`);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cairn-power-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('a laptop without its plug', async () => {
    add('AC', { type: 'Mains', online: '0' });
    add('BAT0', { type: 'Battery', status: 'Discharging' });
    expect(await readIsOnBattery(folder)).toBe(true);
  });

  test.each([
    [
      'a laptop that is plugged in',
      [
        { type: 'Mains', online: '1' },
        { type: 'Battery', status: 'Discharging' },
      ],
    ],
    ['a laptop that is charged', [{ type: 'Battery', status: 'Full' }]],
    ['a desktop with a cordless mouse', [{ type: 'Battery', status: 'Discharging', scope: 'Device' }]],
    ['a supply that says nothing', [{}]],
    ['no supply at all', []],
  ])('not %s', async (_name, supplies) => {
    supplies.forEach((fields, index) => add(`supply${String(index)}`, fields));
    expect(await readIsOnBattery(folder)).toBe(false);
  });

  test('not a system without such a folder', async () => {
    expect(await readIsOnBattery(join(folder, 'absent'))).toBe(false);
  });
});
