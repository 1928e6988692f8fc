/**
 * @file Cairn never uses the network: no Internet socket is kept, bound, connected or written to, by the window's processes from the first
 * start through indexing the sample library, browsing, searching, deciding and exporting to quitting, nor by the commands of the command
 * line. The witness itself is tested first.
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { driveApp } from '../../build/scripts/runtime/drive-app.ts';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { writeDialogAnswers } from './support/answer-dialogs.ts';
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
import { walkThrough } from './support/walk-silently.ts';

const sampleFolder = join(projectFolder, 'build', 'sample-library', 'photos');
const indexingLimitMs = 400_000;
/** A program that talks, for long enough to be looked at: it must be caught, or the other tests prove nothing. */
const talkingProgram = `
  const server = require('node:net').createServer().listen(0, '127.0.0.1', () => {
    require('node:net').connect(server.address().port, '127.0.0.1');
    setTimeout(() => process.exit(0), 3000);
  });`;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-silence-'));
});

afterAll(async () => {
  await removeFolder(folder);
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

test('the window opens no Internet socket, from first start through browsing, searching and exporting to quitting', async () => {
  const { runtime, switches, env } = await prepareTestElectron();
  const witness = createWitness(join(folder, 'window.trace'));
  const [profile, chosen] = [join(folder, 'profile'), join(folder, 'exports')];
  const answers = ['-r', await writeDialogAnswers(folder, chosen)];
  const app = await driveApp({
    command: witness.wrap([runtime.executable, ...switches, ...answers, projectFolder, `--user-data-dir=${profile}`]),
    env: leaveOutCi(env),
    cwd: projectFolder,
    onSpawn: witness.started,
  });
  await app.click('Try the sample library', 120_000);
  // Between two steps of the work it is idle for a moment.
  await app.waitFor(
    `cairn.call('library.overview', {}).then(({ value }) => value.indexing.state === 'idle' && value.albums > 0 && value.photos > 90)`,
    indexingLimitMs,
  );
  await walkThrough(app, chosen);
  expect(await app.quit()).toBe(0);
  const verdict = await witness.judge();
  await record('window', verdict);
  expect(verdict.violations).toEqual([]);
  // Proof that the witness was there: the window spoke to its display, or was looked at many times.
  expect(JSON.stringify(verdict.details)).toMatch(verdict.witness === 'strace' ? /X11-unix|wayland/ : /"looks":\d{2,}/);
}, 900_000);

test('the commands of the command line open no Internet socket', async () => {
  const [photos, catalog] = [join(folder, 'photos'), join(folder, 'catalog')];
  // Few, which one start of the embedder reads in a moment: what is asked is which calls are made.
  for (const name of ['2024 Norway', '2025 Rotterdam'])
    await cp(join(sampleFolder, name), join(photos, name), { recursive: true });
  const [photo = ''] = (await readdir(join(photos, '2025 Rotterdam'))).map((name) =>
    join(photos, '2025 Rotterdam', name),
  );
  const commands: readonly (readonly string[])[] = [
    ['scan', photos],
    ['albums'],
    ['new-album', photo, '--name', 'Ours'],
    ['undo'],
    ['redo'],
    ['names', 'Ours'],
    ['regroup'],
    ['similar', photo],
    ['identify', photo, '--why'],
    ['decisions', 'list'],
    ['decisions', 'export', join(folder, 'decisions.jsonl')],
    ['atlas', 'list'],
    ['atlas', 'export', '--out', join(folder, 'ours.cairn-atlas'), '--name', 'Ours'],
    ['model', 'list'],
    ['doctor'],
  ];
  const witness = createWitness(join(folder, 'cli.trace'));
  // Each as a process of its own, one after the other, under one witness.
  const cli = `node=$1 cli=$2 catalog=$3; shift 3
    run() { "$node" "$cli" "$@" --catalog "$catalog" --json || { echo "failed: $*" >&2; exit 1; }; }
    ${commands.map((words) => `run ${words.map(quoteForShell).join(' ')}`).join('\n')}`;
  const entry = join(projectFolder, 'src', 'cli.ts');
  expect(await runUnderWitness(witness, ['sh', '-c', cli, 'sh', process.execPath, entry, catalog])).toBe(0);
  const verdict = await witness.judge();
  await record('command-line', verdict);
  expect(verdict.violations).toEqual([]);
  // Not even to ask the kernel something.
  if (verdict.witness === 'strace') expect(verdict.details).toMatchObject({ interfaceQuestions: 0, netlinkKinds: [] });
}, 600_000);

function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
