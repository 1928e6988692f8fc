/**
 * @file `node build/scripts/check-package.ts`: looks at the packed app in `dist/` as an attacker on the same computer would. The fuses of
 * its binary are those of electron-builder.yml, and they hold: it is no Node.js, takes no code from the environment, and lets nobody
 * inspect it over a port. Its code lies in app.asar alone.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { findPackedApp, type PackedApp } from './packed/find-packed-app.ts';
import { findInternetSockets, listFamily } from './runtime/internet-sockets.ts';
import { hasDisplay, startVirtualDisplay } from './runtime/display.ts';
import { driveApp } from './runtime/drive-app.ts';
import { prepareElectron } from './runtime/electron-environment.ts';
import { readFuses } from './runtime/fuses.ts';
import { removeFolder } from './runtime/remove-folder.ts';

const root = join(import.meta.dirname, '..', '..');
const startLimitMs = 60_000;
/** Longest that a start which should do nothing is given. */
const trialMs = 10_000;

function check(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`Not so: ${what}.`);
  console.log(`ok: ${what}`);
}

/** What electron-builder.yml says under `electronFuses`. */
async function readWantedFuses(): Promise<ReadonlyMap<string, boolean>> {
  const text = await readFile(join(root, 'build', 'electron-builder.yml'), 'utf8');
  const block = /^electronFuses:\n((?: +.*\n?)+)/m.exec(text)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/^ +(\w+): (true|false)$/gm)].map(([, name = '', value]) => [name, value === 'true']),
  );
}

async function checkFuses({ executable }: PackedApp): Promise<void> {
  const wanted = await readWantedFuses();
  const found = new Map(Object.entries(await readFuses(executable)));
  check(wanted.size >= 8, `electron-builder.yml sets all ${String(wanted.size)} fuses`);
  for (const [name, isOn] of wanted) check(found.get(name) === isOn, `the fuse ${name} is ${isOn ? 'on' : 'off'}`);
}

async function checkResources({ resources }: PackedApp): Promise<void> {
  const names = await readdir(resources);
  check(names.includes('app.asar'), 'the code of the app lies in app.asar');
  check(!names.some((name) => name === 'app' || name.startsWith('default_app')), 'and no other app beside it');
  const files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((name) => name.replaceAll('\\', '/'));
  check(files.includes('/out/main/index.js'), 'the archive can be read');
  const ours = files.filter((name) => !name.startsWith('/node_modules/'));
  check(!ours.some((name) => /\.(?:ts|svelte|map)$/.test(name)), 'and holds no sources of ours and no maps of them');
}

interface Start {
  readonly words?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

async function checkStarts({ executable }: PackedApp): Promise<void> {
  const { switches, env } = await prepareElectron((line) => console.error(line));
  const display = hasDisplay() ? null : await startVirtualDisplay();
  const folder = await mkdtemp(join(tmpdir(), 'cairn-check-'));
  const mark = join(folder, 'mark');
  const wholeEnv = { ...process.env, ...env, ...(display === null ? {} : { DISPLAY: display.name }) };
  const profile = `--user-data-dir=${join(folder, 'profile')}`;
  const markingCode = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, 'run')`;
  await writeFile(join(folder, 'mark.cjs'), markingCode);
  const wasMarked = async (): Promise<boolean> => (await readdir(folder)).includes('mark');
  /** Runs the app for a moment and returns what it said. */
  const tryStart = async ({ words = [], env: more = {} }: Start): Promise<string> => {
    const child = spawn(executable, [...switches, profile, ...words], { env: { ...wholeEnv, ...more }, cwd: folder });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const timer = setTimeout(() => child.kill('SIGKILL'), trialMs);
    await new Promise((resolve) => child.once('close', resolve));
    clearTimeout(timer);
    return said;
  };
  try {
    await tryStart({ words: ['-e', markingCode], env: { ELECTRON_RUN_AS_NODE: '1' } });
    check(!(await wasMarked()), 'the app is no Node.js for other programs (ELECTRON_RUN_AS_NODE)');
    await tryStart({ env: { NODE_OPTIONS: `--require ${join(folder, 'mark.cjs')}` } });
    check(!(await wasMarked()), 'it takes no code from the environment (NODE_OPTIONS)');
    const said = await tryStart({ words: ['--inspect=127.0.0.1:0'] });
    check(!said.includes('Debugger listening'), 'nobody can inspect main (--inspect)');
    const pids: number[] = [];
    const app = await driveApp({
      command: [executable, ...switches, profile, '--remote-debugging-port=0'],
      env: wholeEnv,
      cwd: folder,
      onSpawn: (pid) => pids.push(pid),
    });
    await app.waitFor(`document.title === 'Cairn'`, startLimitMs);
    const sockets = pids.flatMap(listFamily).flatMap(findInternetSockets);
    check(sockets.length === 0, 'nobody can inspect the page over a port (--remote-debugging-port)');
    await app.quit();
  } finally {
    await display?.stop();
    await removeFolder(folder);
  }
}

try {
  const packed = findPackedApp();
  await checkFuses(packed);
  await checkResources(packed);
  await checkStarts(packed);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
