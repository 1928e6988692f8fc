/**
 * @file The keys of the photo on the stage. Letters stand for what they do in English, wherever the language of the window; Z and
 * the arrows are as in the photo programs of the systems. F11 is the window's. What is done with a photo has the keys of the grids.
 */
import { isPressed, type KeyStroke } from '../keys/key-names.ts';
import { photoKeys, type PhotoAction } from '../photos/photo-keys.ts';

/** What a key asks for. */
export type ViewerCommand =
  | { readonly does: 'pan'; readonly dx: number; readonly dy: number }
  | {
      readonly does:
        | 'previous'
        | 'next'
        | 'first'
        | 'last'
        | 'zoom-in'
        | 'zoom-out'
        | 'fit'
        | 'actual-size'
        | 'toggle-zoom'
        | 'info'
        | 'why'
        | 'attention'
        | 'filmstrip'
        | 'alone'
        | 'confirm'
        | 'reject'
        | 'not-landmark'
        | 'it-is'
        | 'similar'
        | 'favourite'
        | 'set-cover'
        | 'open-album'
        | 'show-in-folder'
        | 'undo'
        | 'redo'
        | 'keys'
        | 'close';
    };

export interface KeyContext {
  /** The photo is larger than the stage: Shift and the arrows move it. */
  readonly isLarger: boolean;
  /** Left and right change places: the photos run from right to left. */
  readonly isRightToLeft: boolean;
}

const panStep = 80;

const plain: Readonly<Record<string, Exclude<ViewerCommand['does'], 'pan'>>> = {
  Home: 'first',
  End: 'last',
  PageUp: 'previous',
  PageDown: 'next',
  Escape: 'close',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  _: 'zoom-out',
  '0': 'fit',
  '1': 'actual-size',
  '?': 'keys',
  ' ': 'alone',
  a: 'attention',
  i: 'info',
  t: 'filmstrip',
  w: 'why',
  z: 'toggle-zoom',
};
/** Those of the grids that make sense for the photo on the stage. */
const actions: Partial<Readonly<Record<PhotoAction, Exclude<ViewerCommand['does'], 'pan'>>>> = {
  confirm: 'confirm',
  reject: 'reject',
  put: 'it-is',
  notLandmark: 'not-landmark',
  favourite: 'favourite',
  setCover: 'set-cover',
  openAlbum: 'open-album',
  similar: 'similar',
  showInFolder: 'show-in-folder',
};
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A key's name may be any word, that of a property of every object, too. */
function find<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Those that go on while their key is held down; all others are meant once. */
const goesOn: ReadonlySet<ViewerCommand['does']> = new Set(['pan', 'previous', 'next', 'zoom-in', 'zoom-out']);

/** Whether a key that is held down asks for it again and again. */
export function isRepeatable({ does }: ViewerCommand): boolean {
  return goesOn.has(does);
}

/** What a key stroke asks of the viewer; null: nothing. */
export function readViewerKey(stroke: KeyStroke, { isLarger, isRightToLeft }: KeyContext): ViewerCommand | null {
  const { key, altKey, shiftKey } = stroke;
  const letter = key.length === 1 ? key.toLowerCase() : key;
  if (stroke.ctrlKey || stroke.metaKey) {
    if (altKey) return null;
    if (letter === 'z') return { does: shiftKey ? 'redo' : 'undo' };
    return letter === 'y' ? { does: 'redo' } : null;
  }
  // As everywhere else: the way back.
  if (altKey) return key === 'ArrowLeft' ? { does: 'close' } : null;
  const arrow = find(arrows, key);
  if (arrow !== undefined) {
    const [x, y] = arrow;
    if (shiftKey) return isLarger ? { does: 'pan', dx: x * panStep, dy: y * panStep } : null;
    if (x === 0) return isLarger ? { does: 'pan', dx: 0, dy: y * panStep } : null;
    return { does: x > 0 === isRightToLeft ? 'next' : 'previous' };
  }
  for (const [action, does] of Object.entries(actions)) {
    if (isPressed(stroke, photoKeys[action as PhotoAction])) return { does };
  }
  // Shift belongs to the character of a sign ("?"), and to no letter here.
  const does = shiftKey && /^[a-z]$/u.test(letter) ? undefined : find(plain, letter);
  return does === undefined ? null : { does };
}
