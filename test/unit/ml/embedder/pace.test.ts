import { constants } from 'node:os';
import { describe, expect, test } from 'vitest';
import { planPace, planWindow } from '../../../../src/ml/embedder/pace.ts';
import { planThreads } from '../../../../src/ml/embedder/threads.ts';

describe('planPace', () => {
  test('fast is everything, at the usual priority', () => {
    expect(planPace('fast', 8)).toEqual({ threads: planThreads(8), priority: null, restShare: 0 });
  });

  test('balanced takes every core and gives way', () => {
    const { threads, priority, restShare } = planPace('balanced', 8);
    expect(threads).toEqual(planThreads(8));
    expect(priority).toBe(constants.priority.PRIORITY_BELOW_NORMAL);
    expect(restShare).toBe(0);
  });

  test.each([
    [1, 1],
    [2, 1],
    [8, 2],
    [16, 4],
  ])('quiet takes a quarter of %i cores, but one, and rests', (cores, whole) => {
    const plan = planPace('quiet', cores);
    expect(plan.threads.whole).toBe(whole);
    expect(plan.priority).toBe(constants.priority.PRIORITY_LOW);
    expect(plan.restShare).toBeGreaterThan(0);
  });
});

test('a quiet pace keeps fewer photos under way, on either kind of processor', () => {
  for (const provider of ['cpu', 'webgpu', null]) {
    expect(planWindow('quiet', provider)).toBeLessThan(planWindow('balanced', provider));
    expect(planWindow('fast', provider)).toBe(planWindow('balanced', provider));
  }
});
