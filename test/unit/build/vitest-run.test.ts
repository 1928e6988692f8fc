import { expect, test } from 'vitest';
import { countTests } from '../../../build/scripts/vitest-run.ts';

function makeFile(status: string, ...tests: string[]) {
  return {
    name: 'test/unit/x.test.ts',
    status,
    assertionResults: tests.map((each) => ({
      status: each,
      fullName: 'a test',
      failureMessages: each === 'failed' ? ['Error: no\n    at x'] : [],
    })),
  };
}

test('counts what passed and what failed, and names what failed', () => {
  const testResults = [makeFile('passed', 'passed', 'passed'), makeFile('failed', 'passed', 'failed')];
  const failures = [expect.stringMatching(/x\.test\.ts: a test: Error: no$/)];
  expect(countTests({ testResults })).toEqual({ passed: 3, failed: 1, failures });
});

test('a skipped test is a failure', () => {
  const counts = countTests({ testResults: [makeFile('passed', 'passed', 'skipped', 'todo', 'pending')] });
  expect(counts).toMatchObject({ passed: 1, failed: 3 });
  expect(counts.failures[0]).toMatch(/a test: not run \(skipped\)$/);
});

test('a file that cannot be loaded, or whose teardown fails, is a failure', () => {
  expect(countTests({ testResults: [{ ...makeFile('failed'), message: 'no module' }] })).toEqual({
    passed: 0,
    failed: 1,
    failures: [expect.stringMatching(/x\.test\.ts: no module$/)],
  });
  expect(countTests({ testResults: [makeFile('passed')] })).toMatchObject({ passed: 0, failed: 1 });
  expect(countTests({ testResults: [makeFile('failed', 'passed')] })).toMatchObject({ passed: 1, failed: 1 });
});
