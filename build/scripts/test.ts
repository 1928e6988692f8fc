/**
 * @file `npm test`: brings what the tests need, runs all of them, ends with one line `N passed, N failed`.
 *
 *     node build/scripts/test.ts                 everything
 *     node build/scripts/test.ts e2e             the end-to-end part alone
 *     node build/scripts/test.ts unit parity     any of: unit, integration, parity, training, e2e
 *
 * Nothing is skipped: a skipped test counts as failed, and so does a file that cannot be loaded. What is missing of the system is
 * installed (root on Debian) or named with the command that installs it.
 *
 * `training` (the Python tests, and models exported from PyTorch through the whole pipeline) needs Debian's PyTorch. It is part of
 * everything on a Linux with CI=true, and wherever PyTorch is there; elsewhere a line says that it was left out.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './build-if-stale.ts';
import { runPythonTests } from './python-tests.ts';
import { bringSystemNeeds, explainMissing } from './runtime/debian-packages.ts';
import { hasDisplay, startVirtualDisplay } from './runtime/display.ts';
import { prepareElectron } from './runtime/electron-environment.ts';
import {
  compilerPrograms,
  electronLibraries,
  findMissing,
  testPrograms,
  trainingNeeds,
} from './runtime/system-needs.ts';
import { runVitest, type TestCounts } from './vitest-run.ts';

const projects = ['unit', 'integration', 'parity', 'training', 'e2e'] as const;
type Project = (typeof projects)[number];

function say(line: string): void {
  console.log(line);
}

async function runTests(wanted: readonly Project[]): Promise<TestCounts> {
  // First of all: what cannot be had is said before an hour of tests.
  if (wanted.includes('training')) await bringSystemNeeds(trainingNeeds, say);
  const folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
  try {
    const counts: TestCounts[] = [];
    const withoutPython = wanted.filter((project) => project !== 'training');
    if (withoutPython.length > 0) counts.push(...(await runWithElectron(withoutPython, folder)));
    if (wanted.includes('training')) counts.push(...(await runTraining(folder)));
    return {
      passed: counts.reduce((sum, { passed }) => sum + passed, 0),
      failed: counts.reduce((sum, { failed }) => sum + failed, 0),
      failures: counts.flatMap(({ failures }) => failures),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runWithElectron(wanted: readonly Project[], folder: string): Promise<TestCounts[]> {
  // A compiler is needed only for the npm-hosted Electron; one that is there already costs nothing to ask for.
  await bringSystemNeeds([...testPrograms, ...electronLibraries, ...compilerPrograms], say);
  await prepareElectron(say);
  const display = hasDisplay() ? null : await startVirtualDisplay();
  const wholeEnv = { ...process.env, ...(display === null ? {} : { DISPLAY: display.name }) };
  try {
    const counts: TestCounts[] = [];
    const plain = wanted.filter((project) => project !== 'e2e');
    if (plain.length > 0) counts.push(await runVitest(plain, join(folder, 'plain.json'), wholeEnv));
    if (wanted.includes('e2e')) {
      say('Building Cairn ...');
      await buildApp();
      counts.push(await runVitest(['e2e'], join(folder, 'e2e.json'), wholeEnv));
    }
    return counts;
  } finally {
    await display?.stop();
  }
}

async function runTraining(folder: string): Promise<TestCounts[]> {
  say('Running the Python tests of src/ml/training ...');
  const python = await runPythonTests(process.env);
  return [python, await runVitest(['training'], join(folder, 'training.json'), process.env)];
}

function readProjects(words: readonly string[]): readonly Project[] {
  const unknown = words.filter((word) => !(projects as readonly string[]).includes(word));
  if (unknown.length > 0) throw new Error(`Unknown part: ${unknown.join(', ')}. There are: ${projects.join(', ')}.`);
  return projects.filter((project) => words.includes(project));
}

/** Everything; without `training` where PyTorch is not there and nobody insists. */
async function listAllProjects(): Promise<readonly Project[]> {
  const isRequired = process.platform === 'linux' && process.env['CI'] === 'true';
  const missing = isRequired ? [] : await findMissing(trainingNeeds);
  if (missing.length === 0) return projects;
  const how =
    process.platform === 'linux'
      ? `${await explainMissing(missing)} Or let "npm run test:training" install it as root.`
      : 'They run on Linux ("npm run test:training").';
  say(`The training tests were left out: they need Debian's PyTorch. ${how}`);
  return projects.filter((project) => project !== 'training');
}

try {
  const words = process.argv.slice(2);
  const wanted = words.length === 0 ? await listAllProjects() : readProjects(words);
  const { passed, failed, failures } = await runTests(wanted);
  // Thousands of lines lie between a failure and the end.
  for (const line of failures) say(`Failed: ${line}`);
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
