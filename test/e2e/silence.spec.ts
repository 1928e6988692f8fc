/**
 * @file Cairn never uses the network: no Internet socket is bound, connected or written to, by the window's processes from the first
 * start through indexing the sample library to quitting, nor by the command line. The witness itself is tested first.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { driveApp } from '../../build/scripts/runtime/drive-app.ts';
import { projectFolder } from './support/launch-app.ts';
import {
  canTrace,
  createProcWitness,
  createTraceWitness,
  createWitness,
  type Verdict,
  type Witness,
} from './support/socket-witness.ts';
import { prepareTestElectron } from './support/test-electron.ts';

const sampleFolder = join(projectFolder, 'build', 'sample-library', 'photos');
const indexingLimitMs = 200_000;
/** A program that talks: it must be caught, or the other tests prove nothing. */
const talkingProgram = `
  const server = require('node:net').createServer().listen(0, '127.0.0.1', () => {
    require('node:net').connect(server.address().port, '127.0.0.1');
    setTimeout(() => process.exit(0), 500);
  });`;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-silence-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Some libraries keep quiet where they see a CI: here they must be as on a person's computer. */
function leaveOutCi(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(CI|GITHUB_ACTIONS|TF_BUILD|ORT_.*|BUILD_.*)$/.test(name)),
  );
}

async function runUnderWitness(witness: Witness, command: readonly string[]): Promise<number | null> {
  const [program = '', ...args] = witness.wrap(command);
  const env = leaveOutCi(process.env);
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: projectFolder, env });
  if (child.pid !== undefined) witness.started(child.pid);
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}

/** Kept as an artefact: which local sockets there were, by name. */
async function record(name: string, verdict: Verdict): Promise<void> {
  const artifacts = join(projectFolder, 'artifacts', 'silence');
  await mkdir(artifacts, { recursive: true });
  await writeFile(join(artifacts, `${name}.json`), `${JSON.stringify(verdict, null, 2)}\n`);
}

test('the /proc witness sees a program that talks', async () => {
  const witness = createProcWitness();
  await runUnderWitness(witness, [process.execPath, '-e', talkingProgram]);
  expect((await witness.judge()).violations).not.toEqual([]);
});

test('the strace witness, where tracing is allowed, sees a program that talks', async () => {
  const witness = canTrace() ? createTraceWitness(join(folder, 'talking.trace')) : createProcWitness();
  await runUnderWitness(witness, [process.execPath, '-e', talkingProgram]);
  expect((await witness.judge()).violations).not.toEqual([]);
});

test('the window opens no Internet socket, from first start to quitting', async () => {
  const { runtime, switches, env } = await prepareTestElectron();
  const witness = createWitness(join(folder, 'window.trace'));
  const profile = join(folder, 'profile');
  const app = await driveApp({
    command: witness.wrap([runtime.executable, ...switches, projectFolder, `--user-data-dir=${profile}`]),
    env: leaveOutCi(env),
    cwd: projectFolder,
    onSpawn: witness.started,
  });
  await app.click('Try the sample library', 30_000);
  const photos = await app.waitFor(
    `cairn.call('library.overview', {}).then(({ value }) => value.indexing.state === 'idle' && value.albums > 0 && value.photos)`,
    indexingLimitMs,
  );
  expect(photos).toBeGreaterThan(90);
  expect(await app.quit()).toBe(0);
  const verdict = await witness.judge();
  await record('window', verdict);
  expect(verdict.violations).toEqual([]);
  // Proof that the witness was there: the window spoke to its display, or was looked at many times.
  expect(JSON.stringify(verdict.details)).toMatch(verdict.witness === 'strace' ? /X11-unix|wayland/ : /"looks":\d{2,}/);
});

test('the command line opens no Internet socket', async () => {
  const witness = createWitness(join(folder, 'cli.trace'));
  const cli = join(projectFolder, 'src', 'cli.ts');
  const args = ['scan', sampleFolder, '--catalog', join(folder, 'catalog'), '--json'];
  expect(await runUnderWitness(witness, [process.execPath, cli, ...args])).toBe(0);
  const verdict = await witness.judge();
  await record('command-line', verdict);
  expect(verdict.violations).toEqual([]);
});
