/** @file The page of the keys says what the views do: no key more, none less, one key for each action. */
import { describe, expect, test } from 'vitest';
import { placeViews } from '../../../../src/api/window-commands.ts';
import { readAppKey } from '../../../../renderer/state/keys/app-keys.ts';
import { listAlbumEntries } from '../../../../renderer/state/albums/album-entries.ts';
import { listKeyGroups, type KeyGroup } from '../../../../renderer/state/keys/key-groups.ts';
import { isPressed, nameKey, writeKeys, type KeyStroke } from '../../../../renderer/state/keys/key-names.ts';
import { findByKey, listPhotoEntries } from '../../../../renderer/state/photos/photo-entries.ts';
import { photoKeys, type PhotoAction } from '../../../../renderer/state/photos/photo-keys.ts';
import { findViewKeys } from '../../../../renderer/state/places.ts';
import { findReviewCommand } from '../../../../renderer/state/review/review-keys.ts';
import { readViewerKey } from '../../../../renderer/state/viewer/viewer-keys.ts';
import { t } from '../../../../renderer/strings/index.ts';

const named = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Enter',
  'Escape',
];
const signs = Array.from('abcdefghijklmnopqrstuvwxyz0123456789?/,+-');
const allKeys = [...named, ...signs, ' ', 'Tab', 'Delete', 'F2', 'F10'];
const held = [[], ['Shift'], ['Ctrl'], ['Ctrl', 'Shift'], ['Alt']];

function makeStroke(key: string, modifiers: readonly string[]): KeyStroke {
  const isUpper = modifiers.includes('Shift') && /^[a-z]$/u.test(key);
  return {
    key: isUpper ? key.toUpperCase() : key,
    ctrlKey: modifiers.includes('Ctrl'),
    metaKey: false,
    altKey: modifiers.includes('Alt'),
    shiftKey: modifiers.includes('Shift'),
  };
}

/** "Ctrl+Z" for each stroke that is meant by a group. */
function listDocumented(id: KeyGroup['id']): readonly string[] {
  const group = listKeyGroups().find((candidate) => candidate.id === id);
  return (group?.lines ?? []).flatMap(({ keys, held: modifiers = [] }) =>
    keys.map((key) => [...modifiers, key].join('+')),
  );
}

/** The same for each stroke that a view answers. To signs and keys with a name Shift makes no difference. */
function listAnswered(answers: (stroke: KeyStroke) => boolean): readonly string[] {
  return held.flatMap((modifiers) =>
    allKeys.flatMap((key) => {
      if (modifiers.includes('Shift') && /^(?:[ ?/,+0-9-]|Home|End|Page.*|Escape)$/u.test(key)) return [];
      const token = key === ' ' ? 'Space' : key.length === 1 ? key.toUpperCase() : key;
      return answers(makeStroke(key, modifiers)) ? [[...modifiers, token].join('+')] : [];
    }),
  );
}

describe('the page of the keys', () => {
  test('has every key that works everywhere', () => {
    const answered = listAnswered((stroke) => readAppKey(stroke, false) !== null);
    // Pasting is the system's; it is listened to as such.
    expect([...listDocumented('anywhere')].sort()).toEqual([...answered, 'Ctrl+V'].sort());
  });

  test('has every key of the photo on the stage', () => {
    const context = { isLarger: true, isRightToLeft: false };
    const answered = new Set(listAnswered((stroke) => readViewerKey(stroke, context) !== null));
    // These are said once, for everywhere; up and down are said with Shift.
    for (const key of ['Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Y', 'Alt+ArrowLeft', '?', 'ArrowUp', 'ArrowDown']) {
      expect(answered.delete(key), key).toBe(true);
    }
    // The redo of a habit.
    answered.delete('Ctrl+Shift+Y');
    expect([...listDocumented('photo')].sort()).toEqual([...answered].sort());
  });

  test('has every key of the review', () => {
    const answered = new Set(listAnswered((stroke) => findReviewCommand(stroke, 'ltr') !== null));
    for (const key of ['Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Y']) expect(answered.delete(key), key).toBe(true);
    answered.delete('Ctrl+Shift+Y');
    // Five names are offered at most.
    for (const key of ['6', '7', '8', '9']) answered.delete(key);
    expect([...listDocumented('review')].sort()).toEqual([...answered].sort());
  });

  test('has every key of photos in a grid, each once', () => {
    const keys = Object.entries(photoKeys).filter(([action]) => action !== 'openAlbum');
    expect([...listDocumented('photos')].sort()).toEqual(keys.map(([, tokens]) => tokens.join('+')).sort());
    expect(new Set(Object.values(photoKeys).map((tokens) => tokens.join('+'))).size).toBe(
      Object.keys(photoKeys).length,
    );
  });

  test('says no stroke twice in one place', () => {
    for (const { id } of listKeyGroups()) {
      const documented = listDocumented(id);
      expect(new Set(documented).size, id).toBe(documented.length);
    }
  });
});

describe('the places', () => {
  test('have the numbers of their order', () => {
    expect(placeViews.map(findViewKeys)).toEqual(placeViews.map((_, index) => ['Ctrl', String(index + 1)]));
    for (const view of placeViews) {
      const number = findViewKeys(view).at(-1) ?? '';
      expect(readAppKey(makeStroke(number, ['Ctrl']), true)).toEqual({ kind: 'view', view });
    }
  });

  test('leave a text field its own keys', () => {
    for (const key of ['?', '/', 'Escape']) expect(readAppKey(makeStroke(key, []), true)).toBeNull();
    for (const key of ['z', 'y']) expect(readAppKey(makeStroke(key, ['Ctrl']), true)).toBeNull();
  });

  test('leave Cmd+H to macOS', () => {
    expect(readAppKey({ ...makeStroke('h', []), metaKey: true }, false)).toBeNull();
    expect(readAppKey({ ...makeStroke('1', []), metaKey: true }, false)).toEqual({ kind: 'view', view: 'landmarks' });
  });
});

describe('what is offered for photos', () => {
  const actions = Object.fromEntries(Object.keys(photoKeys).map((action) => [action, () => undefined]));
  const listOf = (isMove: boolean): readonly string[] =>
    listPhotoEntries({ actions, count: 1, isFavourite: false, isMove })
      .flat()
      .map(({ label }) => label);

  test('has one word for each action, and shows its key', () => {
    const entries = listPhotoEntries({ actions, count: 1, isFavourite: false }).flat();
    expect(entries).toHaveLength(Object.keys(photoKeys).length);
    expect(new Set(entries.map(({ label }) => label)).size).toBe(entries.length);
    for (const { keys, label } of entries) expect(keys?.length, label).toBeGreaterThan(0);
  });

  test('is the same on the stage and in an album, but for where the photo goes', () => {
    const differing = listOf(true).filter((label, index) => label !== listOf(false)[index]);
    expect(differing).toEqual([t.photoActions.move]);
  });

  test('leaves out what cannot be done', () => {
    expect(listPhotoEntries({ actions: { open: null }, count: 1, isFavourite: false }).flat()).toEqual([]);
  });

  test.each(Object.keys(photoKeys) as PhotoAction[])('%s is done by its key', (action) => {
    const done: string[] = [];
    const entries = listPhotoEntries({
      actions: Object.fromEntries(Object.keys(photoKeys).map((one) => [one, () => void done.push(one)])),
      count: 2,
      isFavourite: true,
    });
    const tokens: readonly string[] = photoKeys[action];
    const stroke = makeStroke((tokens.at(-1) ?? '').toLowerCase(), tokens.slice(0, -1));
    findByKey(entries, stroke)?.run();
    // Enter opens what has the focus, whatever it is.
    expect(done).toEqual(action === 'open' ? [] : [action]);
    expect(findByKey(entries, { ...stroke, ctrlKey: true })).toBeNull();
  });
});

test('an album offers the same everywhere, but for the way to it', () => {
  const run = (): void => undefined;
  const options = { review: run, rename: run, merge: run, exportAlbum: run, toggleHidden: run };
  const onCard = listAlbumEntries({ ...options, open: run, isUnnamed: false, isHidden: false }).flat();
  const onPage = listAlbumEntries({ ...options, open: null, isUnnamed: false, isHidden: false }).flat();
  expect(onCard.slice(1).map(({ label }) => label)).toEqual(onPage.map(({ label }) => label));
});

describe('keys in words', () => {
  test('are named as they stand on the keyboard', () => {
    expect(writeKeys(['Shift', 'X'], false)).toBe('Shift+X');
    expect(writeKeys(['Ctrl', '1'], true)).toBe('⌘1');
    expect(nameKey('ArrowLeft', false)).toBe('←');
    expect(nameKey('Escape', false)).toBe('Esc');
  });

  test('are pressed with what is held down alone, and signs however they are made', () => {
    expect(isPressed(makeStroke('x', ['Shift']), ['Shift', 'X'])).toBe(true);
    expect(isPressed(makeStroke('x', []), ['Shift', 'X'])).toBe(false);
    expect(isPressed(makeStroke('x', ['Ctrl']), ['X'])).toBe(false);
    expect(isPressed(makeStroke('?', ['Shift']), ['?'])).toBe(true);
    expect(isPressed(makeStroke(' ', []), ['Space'])).toBe(true);
  });
});
