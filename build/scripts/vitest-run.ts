/** @file Runs Vitest projects and counts what passed and what did not. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './runtime/run-tool.ts';

const root = join(import.meta.dirname, '..', '..');

export interface TestCounts {
  readonly passed: number;
  /** Failed and skipped tests, and files without a single test result: they could not be loaded, or hold nothing. */
  readonly failed: number;
}

/** The part that we read of Vitest's JSON report. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Runs the projects with their output shown. `reportPath` is a file for the JSON report. */
export async function runVitest(
  projects: readonly string[],
  reportPath: string,
  env: NodeJS.ProcessEnv,
): Promise<TestCounts> {
  const entry = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [entry, 'run', ...projects.flatMap((project) => ['--project', project])];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`];
  const ended = await runTool(process.execPath, [...args, ...reporters], { cwd: root, env, output: 'inherit' }).then(
    () => true,
    () => false,
  );
  const report = JSON.parse(await readFile(reportPath, 'utf8').catch(() => '{"testResults":[]}')) as Report;
  const counts = countTests(report);
  // An error outside any test (an unhandled rejection, a project that matches no file) fails the run by itself.
  return ended || counts.failed > 0 ? counts : { passed: counts.passed, failed: 1 };
}

/** Counts a report; tells on standard error which tests were skipped. */
export function countTests(report: Report): TestCounts {
  let passed = 0;
  let failed = 0;
  for (const { name, status, assertionResults } of report.testResults) {
    for (const result of assertionResults) {
      if (result.status === 'passed') passed += 1;
      else failed += 1;
      if (result.status !== 'passed' && result.status !== 'failed') {
        console.error(`Not run (${result.status}), counted as failed: ${name}: ${result.fullName}`);
      }
    }
    const hasFailure = assertionResults.some((result) => result.status !== 'passed');
    if (assertionResults.length === 0 || (status === 'failed' && !hasFailure)) failed += 1;
  }
  return { passed, failed };
}
