/** @file A sitting of the review over a main that answers late: no card comes twice, undo brings it back, nothing waits. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ReviewState } from '../../../../renderer/state/review/review.svelte.ts';
import type { ReviewCard } from '../../../../src/api/review-views.ts';

interface Sent {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

let open: ReviewCard[];
let skipped: ReviewCard[];
let sent: Sent[];
let log: { readonly id: number; readonly card: ReviewCard; isUndone: boolean }[];
/** Of the albums that the test lets grow. */
let photoCount: number;
let failing: { readonly code: string; readonly message: string } | null;

const album = { id: 1, name: 'Castle', isNamed: true, place: null, photoCount: 9, typical: [] };
const pack = (...ids: readonly number[]): ReviewCard => ({
  kind: 'same-place',
  key: `same-place 1 ${ids.join(',')}`,
  album,
  photos: ids.map((id) => ({
    id,
    width: 4,
    height: 3,
    takenMs: null,
    fileName: `${String(id)}.jpg`,
    availability: 'present',
    isFavourite: false,
    thumbhash: null,
    confidence: 0.6,
  })),
  photoCount: ids.length,
});
const nameless: ReviewCard = { kind: 'name', key: 'name 2', album: { ...album, id: 2, isNamed: false }, photoCount: 9 };

function answerCall(name: string, input: Record<string, unknown>): unknown {
  const take = (key: unknown): void => {
    const card = open.find((one) => one.key === key);
    open = open.filter((one) => one.key !== key);
    if (card !== undefined) skipped.push(card);
  };
  const decide = (): null => {
    const ids = input['photoIds'] as readonly number[] | undefined;
    const card = open.find((one) =>
      one.kind === 'same-place' ? one.photos.some(({ id }) => ids?.includes(id)) : one.album.id === input['albumId'],
    );
    if (card === undefined) throw new Error('not in the queue');
    open = open.filter((one) => one !== card);
    log.push({ id: log.length + 1, card, isUndone: false });
    return null;
  };
  switch (name) {
    case 'review.queue': {
      const cards = (input['isSkipped'] === true ? skipped : open).slice(0, Number(input['limit']));
      return { cards, open: open.length, skipped: skipped.length, isComplete: true };
    }
    case 'review.skip':
      take(input['key']);
      return null;
    case 'review.unskip':
      open = [...skipped.filter((one) => one.key === input['key']), ...open];
      skipped = skipped.filter((one) => one.key !== input['key']);
      return null;
    case 'albums.nameProposals':
      return [{ name: 'Hill', landmarkId: null, source: 'folder', weight: 0.5, why: '' }];
    case 'albums.get':
      return { ...album, photoCount };
    case 'decisions.history': {
      const last = log.findLast(({ isUndone }) => !isUndone);
      return {
        offset: 0,
        total: log.length,
        items: last === undefined ? [] : [{ id: last.id, isUndone: false, steps: 1 }],
      };
    }
    case 'decisions.turnTo': {
      const row = log.find(({ id }) => id === input['decisionId']);
      if (row === undefined) throw new Error('no such decision');
      row.isUndone = input['turn'] === 'undo';
      open = row.isUndone ? [...open, row.card] : open.filter((one) => one.key !== row.card.key);
      return { turned: 1 };
    }
    case 'albums.rename':
      decide();
      return { ...album, id: 2, name: input['name'], photoCount: 9 };
    default:
      return decide();
  }
}

const problems: unknown[] = [];
const notes: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  open = [pack(1, 2), nameless, pack(3), pack(4), pack(5)];
  skipped = [];
  sent = [];
  log = [];
  photoCount = 9;
  failing = null;
  problems.length = 0;
  notes.length = 0;
  vi.stubGlobal('window', {
    cairn: {
      call: async (name: string, input: Record<string, unknown>) => {
        sent.push({ name, input });
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (failing !== null && name.startsWith('albums.') && name !== 'albums.get')
          return { ok: false, error: failing };
        return { ok: true, value: answerCall(name, input) };
      },
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(3000);
const listSent = (prefix: string): readonly Sent[] => sent.filter(({ name }) => name.startsWith(prefix));
function makeReview(): ReviewState {
  return new ReviewState({
    albumId: null,
    onError: (error) => problems.push(error),
    onNote: (note) => notes.push(note),
    onCounts: () => undefined,
  });
}
async function openReview(): Promise<ReviewState> {
  const review = makeReview();
  review.refresh();
  await settle();
  return review;
}

test('the names of a card are unknown until they are here', async () => {
  open = [nameless, pack(3)];
  const review = makeReview();
  review.refresh();
  await vi.advanceTimersByTimeAsync(25);
  expect(review).toMatchObject({ current: { key: 'name 2' }, names: null });
  await settle();
  expect(review.names).toMatchObject([{ name: 'Hill' }]);
});

describe('answers', () => {
  test('show the next card at once, whatever main does meanwhile, and come in order', async () => {
    const review = await openReview();
    expect(review.current?.key).toBe('same-place 1 1,2');
    review.answer({ kind: 'yes' });
    expect(review.current?.key).toBe('name 2');
    expect(review.names?.map(({ name }) => name)).toEqual(['Hill']);
    review.answer({ kind: 'name', choice: { kind: 'new', name: 'Hill' } });
    expect(review.current?.key).toBe('same-place 1 3');
    review.answer({ kind: 'no' });
    expect(review.current?.key).toBe('same-place 1 4');
    expect(listSent('albums.confirm')).toHaveLength(0);
    await settle();
    expect(sent.map(({ name }) => name).filter((name) => /confirm|rename|reject/u.test(name))).toEqual([
      'albums.confirm',
      'albums.rename',
      'albums.reject',
    ]);
    expect(review).toMatchObject({ answered: 3, decided: 3, settled: 2 + 9 + 1, total: 5 });
    expect(review.current?.key).toBe('same-place 1 4');
    expect(problems).toEqual([]);
  });

  test('of a part of a pack are about that part', async () => {
    const review = await openReview();
    review.answer({ kind: 'yes', photoIds: [] });
    expect(review.answered).toBe(0);
    review.answer({ kind: 'yes', photoIds: [2] });
    await settle();
    expect(listSent('albums.confirm')[0]?.input).toEqual({ albumId: 1, photoIds: [2] });
    expect(review.settled).toBe(1);
  });

  test('that do not fit the card are none', async () => {
    const review = await openReview();
    for (const kind of ['hide', 'not-landmark'] as const) review.answer({ kind });
    review.answer({ kind: 'skip' });
    review.answer({ kind: 'yes' });
    expect(review.current?.key).toBe('name 2');
    expect(review).toMatchObject({ answered: 1, decided: 0 });
  });

  test('never bring a card a second time, to the end', async () => {
    const review = await openReview();
    const seen: string[] = [];
    for (let card = review.current; card !== null; card = review.current) {
      seen.push(card.key);
      review.answer(card.kind === 'name' ? { kind: 'skip' } : { kind: seen.length % 2 === 0 ? 'yes' : 'no' });
      if (seen.length % 2 === 0) await settle();
    }
    await settle();
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
    expect(review.counts).toMatchObject({ open: 0, skipped: 1 });
    review.lookAtSkipped();
    await settle();
    expect(review.current?.key).toBe('name 2');
  });

  test('that find nothing left to decide go on; others that fail bring their card back', async () => {
    const review = await openReview();
    failing = { code: 'not-found', message: 'gone' };
    review.answer({ kind: 'yes' });
    await settle();
    expect(review).toMatchObject({ answered: 0 });
    expect(review.current?.key).toBe('name 2');
    expect(notes).toHaveLength(1);
    failing = { code: 'internal', message: 'broken' };
    review.answer({ kind: 'hide' });
    await settle();
    expect(problems).toHaveLength(1);
    expect(review.current?.key).toBe('name 2');
  });
});

describe('undo', () => {
  test('brings the card back, also one that was skipped, the latest first, and redo answers again', async () => {
    const review = await openReview();
    review.answer({ kind: 'yes' });
    review.answer({ kind: 'skip' });
    await settle();
    expect(review.undo()).toBe(true);
    expect(review.current?.key).toBe('name 2');
    expect(review.undo()).toBe(true);
    expect(review.current?.key).toBe('same-place 1 1,2');
    expect(review.undo()).toBe(false);
    await settle();
    expect(listSent('review.unskip')).toHaveLength(1);
    expect(listSent('decisions.turnTo').map(({ input }) => input)).toEqual([{ decisionId: 1, turn: 'undo' }]);
    expect(review).toMatchObject({ answered: 0, settled: 0 });
    expect(review.current?.key).toBe('same-place 1 1,2');
    expect(review.redo()).toBe(true);
    expect(review.current?.key).toBe('name 2');
    await settle();
    expect(listSent('decisions.turnTo').at(-1)?.input).toEqual({ decisionId: 1, turn: 'redo' });
    expect(open.map(({ key }) => key)).not.toContain('same-place 1 1,2');
    expect(review.settled).toBe(2);
    expect(problems).toEqual([]);
  });

  test('meets the answer that was given just before it, even while it is being sent', async () => {
    const review = await openReview();
    review.answer({ kind: 'no' });
    review.undo();
    expect(review.current?.key).toBe('same-place 1 1,2');
    await settle();
    expect(log.map(({ isUndone }) => isUndone)).toEqual([true]);
    expect(review.effects).toEqual(['Taken back.']);
    expect(review.current?.key).toBe('same-place 1 1,2');
  });

  test('is what is said, whatever earlier answers have to say meanwhile', async () => {
    const review = await openReview();
    review.answer({ kind: 'yes' });
    review.answer({ kind: 'skip' });
    review.answer({ kind: 'no' });
    review.undo();
    await settle();
    expect(review.effects).toEqual(['Taken back.']);
  });

  test('leaves nothing to redo after a new answer', async () => {
    const review = await openReview();
    review.answer({ kind: 'yes' });
    review.undo();
    review.answer({ kind: 'no' });
    expect(review.redo()).toBe(false);
  });
});

describe('what changes meanwhile', () => {
  test('never exchanges the card on view', async () => {
    const review = await openReview();
    open = [pack(7), pack(8), ...open.filter(({ kind }) => kind === 'name')];
    review.refresh();
    await settle();
    expect(review.current?.key).toBe('same-place 1 1,2');
    expect(review.ahead.map(({ key }) => key)).toEqual(['same-place 1 7', 'same-place 1 8', 'name 2']);
  });

  test('tells of photos that joined by themselves, once', async () => {
    const review = await openReview();
    review.answer({ kind: 'yes' });
    await settle();
    expect(review.joined).toBe(0);
    photoCount = 11;
    review.refresh();
    await settle();
    review.refresh();
    await settle();
    expect(review.joined).toBe(2);
    expect(review.effects.join(' ')).toMatch(/2 more photos joined Castle by themselves/u);
  });
});
