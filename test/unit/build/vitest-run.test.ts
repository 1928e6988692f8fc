import { expect, test, vi } from 'vitest';
import { countTests } from '../../../build/scripts/vitest-run.ts';

function makeFile(status: string, ...tests: string[]) {
  return { name: 'x.test.ts', status, assertionResults: tests.map((each) => ({ status: each, fullName: 'a test' })) };
}

test('counts what passed and what failed', () => {
  const testResults = [makeFile('passed', 'passed', 'passed'), makeFile('failed', 'passed', 'failed')];
  expect(countTests({ testResults })).toEqual({ passed: 3, failed: 1 });
});

test('a skipped test is a failure', () => {
  const complain = vi.spyOn(console, 'error').mockReturnValue();
  const testResults = [makeFile('passed', 'passed', 'skipped', 'todo', 'pending')];
  expect(countTests({ testResults })).toEqual({ passed: 1, failed: 3 });
  expect(complain).toHaveBeenCalledTimes(3);
  complain.mockRestore();
});

test('a file that cannot be loaded, or whose teardown fails, is a failure', () => {
  expect(countTests({ testResults: [makeFile('failed')] })).toEqual({ passed: 0, failed: 1 });
  expect(countTests({ testResults: [makeFile('passed')] })).toEqual({ passed: 0, failed: 1 });
  expect(countTests({ testResults: [makeFile('failed', 'passed')] })).toEqual({ passed: 1, failed: 1 });
});
