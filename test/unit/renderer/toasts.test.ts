/** @file Messages: what was done goes by itself, what went wrong stays. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Toasts } from '../../../renderer/state/toasts.svelte.ts';
import { CairnError } from '../../../src/api/errors.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('Toasts', () => {
  test('drop a report after a while, keep a problem', () => {
    const toasts = new Toasts();
    toasts.report('Done.');
    toasts.reportError(new CairnError('folder-unreadable', 'This folder cannot be read. Check its permissions.'));
    vi.advanceTimersByTime(60_000);
    expect(toasts.list.map((toast) => toast.message)).toEqual(['This folder cannot be read. Check its permissions.']);
  });

  test('show the same problem once, and none for what was cancelled', () => {
    const toasts = new Toasts();
    toasts.reportError(new Error('gone'));
    toasts.reportError(new Error('gone'));
    toasts.reportError(new CairnError('cancelled', 'cancelled'));
    expect(toasts.list).toHaveLength(1);
  });

  test('keep the newest three problems', () => {
    const toasts = new Toasts();
    for (let index = 1; index <= 5; index++) toasts.reportError(new Error(String(index)));
    expect(toasts.list.map((toast) => toast.message)).toEqual(['3', '4', '5']);
  });

  test('offer one undo at a time, beside the decision that it takes back', () => {
    const toasts = new Toasts();
    const undo = { label: 'Undo', run: () => undefined };
    toasts.report('Confirmed.', undo);
    toasts.reportError(new Error('gone'));
    toasts.report('Moved.', undo);
    expect(toasts.list.filter(({ action }) => action !== null).map(({ message }) => message)).toEqual(['Moved.']);
    expect(toasts.list).toHaveLength(2);
  });
});
