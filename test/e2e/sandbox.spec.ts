/**
 * @file Chromium's sandbox holds the page: no system call but those that it lists, no new rights. Root, as whom tests often run, can have
 * no sandbox; in a user namespace root is an ordinary user.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { driveApp } from '../../build/scripts/runtime/drive-app.ts';
import { listFamily } from '../../build/scripts/runtime/internet-sockets.ts';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { projectFolder } from './support/launch-app.ts';
import { prepareTestElectron } from './support/test-electron.ts';

const asUser = ['unshare', '--user', '--map-user=1000', '--map-group=1000'] as const;

/** Chromium makes a namespace of its own inside. */
function canBeUser(): boolean {
  const [program, ...args] = [...asUser, 'unshare', '--user', '--map-root-user', 'true'];
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** `Name: value` lines of /proc/PID/status. */
async function readStatus(pid: number): Promise<ReadonlyMap<string, string>> {
  const lines = (await readFile(`/proc/${String(pid)}/status`, 'utf8')).split('\n');
  return new Map(lines.map((line) => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1).trim()]));
}

/** Processes of pages among the children of `pid`. */
async function listRenderers(pid: number): Promise<readonly number[]> {
  const family = await Promise.all(
    listFamily(pid).map(async (member) => {
      // A process that was forked ready-made writes its own line over the one it was forked with, words apart by spaces. One that ended
      // meanwhile has none.
      const words = await readFile(`/proc/${String(member)}/cmdline`, 'utf8').catch(() => '');
      return /--type=renderer\b/.test(words) ? [member] : [];
    }),
  );
  return family.flat();
}

test('the page runs in the sandbox of the system, or the start says why there is none', async () => {
  const { runtime, switches, env } = await prepareTestElectron();
  const isRoot = process.getuid?.() === 0;
  if (isRoot ? !canBeUser() : switches.length > 0) {
    // Without namespaces nobody can have one here: it is switched off knowingly, not left out.
    expect(switches).toEqual(['--no-sandbox']);
    return;
  }
  const profile = await mkdtemp(join(tmpdir(), 'cairn-sandbox-'));
  let pid = 0;
  const app = await driveApp({
    command: [...(isRoot ? asUser : []), runtime.executable, projectFolder, `--user-data-dir=${profile}`],
    env,
    cwd: projectFolder,
    onSpawn: (started) => (pid = started),
  });
  try {
    await app.waitFor(`document.title.endsWith('Cairn')`, 60_000);
    await expect.poll(() => listRenderers(pid)).toHaveLength(1);
    const [renderer = 0] = await listRenderers(pid);
    const status = await readStatus(renderer);
    // 2: a filter of system calls (seccomp(2)).
    expect(status.get('Seccomp')).toBe('2');
    expect(status.get('NoNewPrivs')).toBe('1');
    expect(status.get('CapEff')).toMatch(/^0+$/);
  } finally {
    await app.quit();
    await removeFolder(profile);
  }
});
