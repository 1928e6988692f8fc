/**
 * @file `npm test`: brings what the tests need, runs all of them, ends with one line `N passed, N failed`.
 *
 *     node build/scripts/test.ts                 everything
 *     node build/scripts/test.ts e2e             the end-to-end part alone
 *     node build/scripts/test.ts unit parity     any of: unit, integration, parity, e2e
 *
 * Nothing is skipped: a skipped test counts as failed, and so does a file that cannot be loaded. What is missing of the system is
 * installed (root on Debian) or named with the command that installs it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './build-if-stale.ts';
import { bringSystemNeeds } from './runtime/debian-packages.ts';
import { hasDisplay, startVirtualDisplay } from './runtime/display.ts';
import { prepareElectron } from './runtime/electron-environment.ts';
import { compilerPrograms, electronLibraries, testPrograms } from './runtime/system-needs.ts';
import { runVitest, type TestCounts } from './vitest-run.ts';

const projects = ['unit', 'integration', 'parity', 'e2e'] as const;
type Project = (typeof projects)[number];

function say(line: string): void {
  console.log(line);
}

async function runTests(wanted: readonly Project[]): Promise<TestCounts> {
  // A compiler is needed only for the npm-hosted Electron; one that is there already costs nothing to ask for.
  await bringSystemNeeds([...testPrograms, ...electronLibraries, ...compilerPrograms], say);
  await prepareElectron(say);
  const folder = await mkdtemp(join(tmpdir(), 'cairn-test-'));
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
    return {
      passed: counts.reduce((sum, { passed }) => sum + passed, 0),
      failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    };
  } finally {
    await display?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function readProjects(words: readonly string[]): readonly Project[] {
  const unknown = words.filter((word) => !(projects as readonly string[]).includes(word));
  if (unknown.length > 0) throw new Error(`Unknown part: ${unknown.join(', ')}. There are: ${projects.join(', ')}.`);
  return words.length === 0 ? projects : projects.filter((project) => words.includes(project));
}

try {
  const { passed, failed } = await runTests(readProjects(process.argv.slice(2)));
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
