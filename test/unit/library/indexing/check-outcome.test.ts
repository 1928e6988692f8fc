import { expect, it } from 'vitest';
import { checkOutcome } from '../../../../src/library/indexing/check-outcome.ts';

it.each([true, false])('keeps whether the drive was full: %s', (isDiskFull) => {
  const failed = { kind: 'failed', reason: 'why', isTransient: true, isDiskFull } as const;
  expect(checkOutcome(failed)).toEqual(failed);
});

it('puts a failure in the place of what has no form of an outcome', () => {
  expect(checkOutcome({ kind: 'failed', reason: 7 })).toMatchObject({ kind: 'failed', isTransient: true });
});
