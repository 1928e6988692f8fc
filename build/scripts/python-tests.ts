/** @file Runs the unit tests of src/ml/training and counts what passed and what did not. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { systemPython } from './runtime/system-needs.ts';
import type { TestCounts } from './vitest-run.ts';

const root = join(import.meta.dirname, '..', '..');

/** Runs them with their output shown. */
export async function runPythonTests(env: NodeJS.ProcessEnv): Promise<TestCounts> {
  const training = join('src', 'ml', 'training');
  const args = ['-m', 'unittest', 'discover', '-s', join(training, 'tests'), '-t', training];
  const output = await new Promise<string>((resolve, reject) => {
    const child = spawn(systemPython, args, {
      cwd: root,
      env: { OMP_NUM_THREADS: String(availableParallelism()), ...env },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    let text = '';
    // unittest reports on standard error.
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      process.stderr.write(part);
    });
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
  return countPythonTests(output);
}

/** Counts the report of Python's unittest. Failed, broken and skipped tests have failed, and so has a run without its last line. */
export function countPythonTests(output: string): TestCounts {
  const ran = Number(/^Ran (\d+) tests? in /m.exec(output)?.[1] ?? '0');
  const verdict = /^(OK|FAILED|NO TESTS RAN)(?: \((.*)\))?$/m.exec(output);
  const bad = ['failures', 'errors', 'skipped', 'unexpected successes']
    .map((kind) => Number(new RegExp(`\\b${kind}=(\\d+)`).exec(verdict?.[2] ?? '')?.[1] ?? '0'))
    .reduce((sum, count) => sum + count, 0);
  // unittest heads each report with its test: "FAIL: test_shapes (tests.test_dolg.DolgTest.test_shapes)".
  const named = [...output.matchAll(/^(?:FAIL|ERROR|UNEXPECTED SUCCESS): .+$/gm)].map(([line]) => `Python: ${line}`);
  if (verdict === null || ran === 0) {
    return { passed: 0, failed: 1, failures: [...named, 'Python: the tests ended without a report'] };
  }
  // An error outside any test, such as a module that cannot be imported, counts without having run.
  const failed = verdict[1] === 'OK' ? bad : Math.max(1, bad);
  const failures = failed === 0 || named.length > 0 ? named : [`Python: ${verdict[0]}`];
  return { passed: Math.max(0, ran - failed), failed, failures };
}
