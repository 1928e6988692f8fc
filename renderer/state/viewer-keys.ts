/**
 * @file The keys of the photo on the stage. Letters stand for what they do in English, wherever the language of the window; Z and
 * the arrows are as in the photo programs of the systems. F11 is the window's.
 */

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
        | 'undo'
        | 'redo'
        | 'keys'
        | 'close';
    };

/** The part of a KeyboardEvent that tells. */
export interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

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
  c: 'confirm',
  f: 'favourite',
  g: 'open-album',
  i: 'info',
  l: 'similar',
  n: 'it-is',
  t: 'filmstrip',
  w: 'why',
  x: 'reject',
  z: 'toggle-zoom',
};
const withShift: Readonly<Record<string, Exclude<ViewerCommand['does'], 'pan'>>> = {
  x: 'not-landmark',
  c: 'set-cover',
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
  const shifted = shiftKey ? find(withShift, letter) : undefined;
  if (shifted !== undefined) return { does: shifted };
  // Shift belongs to the character of a sign ("?"), and to no letter here.
  const does = shiftKey && /^[a-z]$/u.test(letter) ? undefined : find(plain, letter);
  return does === undefined ? null : { does };
}
