/** @file Runs Vitest projects and counts what passed and what did not. */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runTool } from './runtime/run-tool.ts';

const root = join(import.meta.dirname, '..', '..');

export interface TestCounts {
  readonly passed: number;
  /** Failed and skipped tests, and files without a single test result: they could not be loaded, or hold nothing. */
  readonly failed: number;
  /** One line for each of them, as far as it is known: file, name, the first line of the reason. */
  readonly failures: readonly string[];
}

/** The part that we read of Vitest's JSON report. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
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
  if (ended || counts.failed > 0) return counts;
  return { ...counts, failed: 1, failures: [`${projects.join(', ')}: an error outside any test, see above`] };
}

/** Counts a report. */
export function countTests(report: Report): TestCounts {
  let passed = 0;
  const failures: string[] = [];
  for (const { name, status, message = '', assertionResults } of report.testResults) {
    const file = relative(root, name);
    let hasFailure = false;
    for (const result of assertionResults) {
      if (result.status === 'passed') {
        passed += 1;
        continue;
      }
      hasFailure = true;
      const why =
        result.status === 'failed' ? firstLine(result.failureMessages?.[0] ?? '') : `not run (${result.status})`;
      failures.push(`${file}: ${result.fullName}: ${why}`);
    }
    if (assertionResults.length === 0 || (status === 'failed' && !hasFailure)) {
      failures.push(`${file}: ${firstLine(message) || 'holds no test'}`);
    }
  }
  return { passed, failed: failures.length, failures };
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
