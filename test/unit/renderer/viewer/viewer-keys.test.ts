/** @file The keys of the photo on the stage. */
import { describe, expect, test } from 'vitest';
import type { KeyStroke } from '../../../../renderer/state/keys/key-names.ts';
import { isRepeatable, readViewerKey } from '../../../../renderer/state/viewer/viewer-keys.ts';

const stroke = (key: string, change: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
});
const fitted = { isLarger: false, isRightToLeft: false };
const larger = { isLarger: true, isRightToLeft: false };

describe('keys of the viewer', () => {
  test('leaf with the arrows, the other way round where one reads from the right', () => {
    expect(readViewerKey(stroke('ArrowRight'), fitted)).toEqual({ does: 'next' });
    expect(readViewerKey(stroke('ArrowLeft'), larger)).toEqual({ does: 'previous' });
    expect(readViewerKey(stroke('ArrowLeft'), { ...fitted, isRightToLeft: true })).toEqual({ does: 'next' });
  });

  test('move a photo that is larger, and nothing else', () => {
    expect(readViewerKey(stroke('ArrowLeft', { shiftKey: true }), larger)).toEqual({ does: 'pan', dx: 80, dy: 0 });
    expect(readViewerKey(stroke('ArrowDown'), larger)).toEqual({ does: 'pan', dx: 0, dy: -80 });
    expect(readViewerKey(stroke('ArrowLeft', { shiftKey: true }), fitted)).toBeNull();
    expect(readViewerKey(stroke('ArrowUp'), fitted)).toBeNull();
  });

  test('tell letters with Shift from those without', () => {
    expect(readViewerKey(stroke('x'), fitted)).toEqual({ does: 'reject' });
    expect(readViewerKey(stroke('X', { shiftKey: true }), fitted)).toEqual({ does: 'not-landmark' });
    expect(readViewerKey(stroke('X'), fitted)).toEqual({ does: 'reject' });
    expect(readViewerKey(stroke('A', { shiftKey: true }), fitted)).toBeNull();
    expect(readViewerKey(stroke('?', { shiftKey: true }), fitted)).toEqual({ does: 'keys' });
    expect(readViewerKey(stroke('+', { shiftKey: true }), fitted)).toEqual({ does: 'zoom-in' });
  });

  test('leave the system and the menu their own', () => {
    expect(readViewerKey(stroke('z', { ctrlKey: true }), fitted)).toEqual({ does: 'undo' });
    expect(readViewerKey(stroke('Z', { metaKey: true, shiftKey: true }), fitted)).toEqual({ does: 'redo' });
    expect(readViewerKey(stroke('c', { ctrlKey: true }), fitted)).toBeNull();
    expect(readViewerKey(stroke('F11'), fitted)).toBeNull();
    expect(readViewerKey(stroke('F10', { shiftKey: true }), fitted)).toBeNull();
    expect(readViewerKey(stroke('toString'), fitted)).toBeNull();
  });

  test('leaf on while they are held down, and decide once', () => {
    expect([isRepeatable({ does: 'next' }), isRepeatable({ does: 'pan', dx: 0, dy: 1 })]).toEqual([true, true]);
    expect([isRepeatable({ does: 'reject' }), isRepeatable({ does: 'alone' })]).toEqual([false, false]);
  });
});
