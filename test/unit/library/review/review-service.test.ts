import { describe, expect, it, vi } from 'vitest';
import type { ReviewCard } from '../../../../src/api/review-views.ts';
import { askAll, openReviewScene, restart } from './review-scene.ts';

const describeCards = (cards: readonly ReviewCard[]): readonly string[] =>
  cards.map((card) => `${card.kind} ${card.album.name}`);
const pick = <Kind extends ReviewCard['kind']>(
  cards: readonly ReviewCard[],
  kind: Kind,
): Extract<ReviewCard, { readonly kind: Kind }> => {
  const found = cards.find((card): card is Extract<ReviewCard, { readonly kind: Kind }> => card.kind === kind);
  if (found === undefined) throw new Error(`no card "${kind}"`);
  return found;
};

describe('the queue', () => {
  it('asks everything that is open, and counts it', async () => {
    const { review, decisions, photos } = openReviewScene();
    decisions.confirm(1, photos.slice(0, 1));
    const queue = await askAll(review);
    expect(describeCards(queue.cards).toSorted()).toEqual([
      'doubtful One',
      'name One',
      'name Three',
      'name Two',
      'regroup One',
      'regroup Three',
      'same-place The tower',
      'same-place The tower',
      'same-place Two',
    ]);
    expect(queue.open).toBe(queue.cards.length);
    expect(queue).toMatchObject({ skipped: 0, isComplete: true });
    expect(new Set(queue.cards.map(({ key }) => key)).size).toBe(queue.cards.length);
    // Members of a group are asked about when it has a name; then every suggested photo is, once.
    decisions.rename(2, 'Castle');
    const named = await askAll(review);
    const asked = named.cards.flatMap((card) => (card.kind === 'same-place' ? card.photos.map(({ id }) => id) : []));
    expect(asked.toSorted((a, b) => a - b)).toEqual([...photos.slice(3, 6), ...photos.slice(9, 11)]);
  });

  it('shows photos of the album beside those in question', async () => {
    const { review } = openReviewScene();
    const { cards } = await askAll(review);
    for (const card of cards) {
      if (card.kind !== 'same-place') continue;
      const asked = card.photos.map(({ id }) => id);
      expect(card.album.typical.filter(({ id }) => asked.includes(id))).toEqual([]);
    }
    expect(pick(cards, 'name').album.typical.length).toBeGreaterThan(0);
  });

  it('is the same part by part, and of one album when asked so', async () => {
    const { review } = openReviewScene();
    const whole = await askAll(review);
    const parts: ReviewCard[] = [];
    for (let offset = 0; offset < whole.open; offset += 2) {
      parts.push(...(await review.getQueue({ albumId: null, isSkipped: false, offset, limit: 2 })).cards);
    }
    expect(parts).toEqual(whole.cards);
    const ofTwo = await askAll(review, false, 2);
    expect(ofTwo.cards.map(({ key }) => key)).toEqual(
      whole.cards
        .filter((card) => card.album.id === 2 || (card.kind === 'regroup' && card.from?.id === 2))
        .map(({ key }) => key),
    );
    expect(ofTwo.cards.some(({ kind }) => kind === 'regroup')).toBe(true);
    expect(await review.getCounts(2)).toMatchObject({ open: ofTwo.cards.length });
  });

  it('is not complete while it is drafted anew beside the answer, and tells when it is', async () => {
    let changes = 0;
    const { review, catalog } = restart(openReviewScene(), {
      findEvidence: () => Promise.resolve({ proposals: [], doubtful: [] }),
      onChanged: () => (changes += 1),
    });
    const before = (await askAll(review)).cards.filter(({ kind }) => kind === 'name');
    // Behind its back: it is told of everything, not of each.
    for (const row of catalog.albums.listAll()) {
      if (before.some(({ album }) => album.id === row.id)) catalog.albums.put({ ...row, isHidden: true });
    }
    // Each album takes longer than a slice.
    let nowMs = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 100));
    try {
      review.noteEverything();
      changes = 0;
      expect((await review.getQueue({ albumId: null, isSkipped: false, offset: 0, limit: 100 })).isComplete).toBe(
        false,
      );
      expect(changes).toBe(0);
      await expect.poll(() => changes).toBeGreaterThan(0);
    } finally {
      clock.mockRestore();
    }
    const after = await askAll(review);
    expect(after.isComplete).toBe(true);
    expect(after.cards.filter(({ kind }) => kind === 'name')).toEqual([]);
  });

  it('is empty where nothing is to be asked', async () => {
    const { review, decisions, catalog } = openReviewScene();
    for (const { id } of catalog.albums.listAll()) decisions.hide(id);
    expect(await askAll(review)).toMatchObject({ cards: [], open: 0 });
  });
});

describe('an answer', () => {
  it('"yes" or "no" about a photo takes it out of the queue, and undoing brings it back', async () => {
    const { review, decisions } = openReviewScene();
    const card = pick((await askAll(review)).cards, 'same-place');
    const photoIds = card.photos.map(({ id }) => id);
    for (const answer of ['confirm', 'reject'] as const) {
      decisions[answer](card.album.id, photoIds);
      expect((await askAll(review)).cards.map(({ key }) => key)).not.toContain(card.key);
      decisions.undo();
      expect((await askAll(review)).cards.map(({ key }) => key)).toContain(card.key);
    }
  });

  it('"no" to a proposal or to a doubt is remembered, also by another process, and can be undone', async () => {
    const scene = openReviewScene();
    scene.decisions.confirm(1, scene.photos.slice(0, 1));
    const { cards } = await askAll(scene.review);
    const doubtful = pick(cards, 'doubtful');
    const merge = pick(cards, 'regroup');
    const before = cards.length;
    scene.decisions.dismiss({ kind: 'doubtful', albumId: 1, fromAlbumId: null, photoIds: [doubtful.photo.id] });
    scene.decisions.dismiss({ kind: 'merge', albumId: 1, fromAlbumId: 2, photoIds: [] });
    for (const { review } of [scene, restart(scene)]) {
      const keys = (await askAll(review)).cards.map(({ key }) => key);
      expect(keys).toHaveLength(before - 2);
      expect(keys).not.toContain(doubtful.key);
      expect(keys).not.toContain(merge.key);
    }
    scene.decisions.undo();
    scene.decisions.undo();
    expect((await askAll(scene.review)).cards).toHaveLength(before);
  });
});

describe('skipping', () => {
  it('takes a card of each kind out of the queue, also after a restart, until it is wanted back', async () => {
    const scene = openReviewScene();
    scene.decisions.confirm(1, scene.photos.slice(0, 1));
    const { cards, open } = await askAll(scene.review);
    const skipped = (['same-place', 'name', 'regroup', 'doubtful'] as const).map((kind) => pick(cards, kind).key);
    for (const key of skipped) scene.review.skip(key);
    for (const { review } of [scene, restart(scene)]) {
      const rest = await askAll(review);
      expect(rest).toMatchObject({ open: open - 4, skipped: 4 });
      for (const key of skipped) expect(rest.cards.map((card) => card.key)).not.toContain(key);
      expect((await askAll(review, true)).cards.map(({ key }) => key).toSorted()).toEqual(skipped.toSorted());
    }
    for (const key of skipped) scene.review.unskip(key);
    expect((await askAll(scene.review)).cards).toEqual(cards);
  });

  it('ends when something about it changes, and it comes last', async () => {
    const { catalog, decisions, review } = openReviewScene();
    decisions.rename(1, 'Castle');
    const card = pick((await askAll(review, false, 1)).cards, 'same-place');
    review.skip(card.key);
    const [changed] = card.photos;
    catalog.memberships.setSuggested(card.album.id, changed?.id ?? 0, 0.12);
    review.noteAlbums([card.album.id]);
    const { cards, skipped } = await askAll(review);
    expect(skipped).toBe(1);
    const last = cards.at(-1);
    expect(last?.kind === 'same-place' && last.photos.map(({ id }) => id)).toEqual([changed?.id]);
  });

  it('refuses what is no question', () => {
    const { review } = openReviewScene();
    expect(() => review.skip('everything')).toThrow(/no question/);
  });
});
