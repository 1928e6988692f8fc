import { expect, test } from 'vitest';
import { countPythonTests } from '../../../build/scripts/python-tests.ts';

const report = (ran: number, verdict: string): string =>
  `..F.s\n${'-'.repeat(70)}\nRan ${ran} tests in 12.345s\n\n${verdict}\n`;

test('counts a report of unittest', () => {
  expect(countPythonTests(report(41, 'OK'))).toEqual({ passed: 41, failed: 0, failures: [] });
  expect(countPythonTests(report(41, 'FAILED (failures=1, errors=2)'))).toEqual({
    passed: 38,
    failed: 3,
    failures: ['Python: FAILED (failures=1, errors=2)'],
  });
  expect(countPythonTests('.\nRan 1 test in 0.001s\n\nOK\n')).toEqual({ passed: 1, failed: 0, failures: [] });
});

test('names what failed', () => {
  const output = `FAIL: test_shapes (test_dolg.DolgTest.test_shapes)\n---\n${report(2, 'FAILED (failures=1)')}`;
  const failures = ['Python: FAIL: test_shapes (test_dolg.DolgTest.test_shapes)'];
  expect(countPythonTests(output)).toEqual({ passed: 1, failed: 1, failures });
});

test('a skipped test is a failure', () => {
  expect(countPythonTests(report(41, 'OK (skipped=2)'))).toMatchObject({ passed: 39, failed: 2 });
});

test('so is a run that ended before its report, or had nothing to run', () => {
  expect(countPythonTests('Traceback (most recent call last):\nMemoryError\n')).toMatchObject({ passed: 0, failed: 1 });
  expect(countPythonTests(report(0, 'NO TESTS RAN'))).toMatchObject({ passed: 0, failed: 1 });
  expect(countPythonTests('..Ran 5 tests in 1.0s')).toMatchObject({ passed: 0, failed: 1 });
});
