/**
 * @file What a decision changes, row by row, with before and after: what undoing and redoing it takes.
 *
 * [Note: undo] Undoing writes what was before, redoing what was after, for exactly the rows and columns that the decision changed.
 * Cairn itself never changes a decided membership, and what it suggested meanwhile beside a decision stays; so undoing all
 * decisions, the latest first, gives the albums as if nobody had ever decided anything, but for what was found since. Two things
 * that Cairn did meanwhile are not overwritten: a suggestion that it changed or took back where a decision only moved suggestions
 * (a merge), and an album that it made for a landmark: there is one album a landmark, so the other one stays a group.
 */
import { z } from 'zod';
import type { AlbumRow } from '../../db/albums.ts';
import type { AwaitedDecision } from '../../db/awaited-decisions.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { FavouriteWord } from '../../db/favourites.ts';
import type { MembershipChange, MembershipRow, RestoredMembership } from '../../db/memberships.ts';

const membershipSchema = z
  .object({
    state: z.enum(['suggested', 'confirmed', 'rejected']),
    confidence: z.number().min(0).max(1).nullable(),
    isTentative: z.boolean(),
    updatedMs: z.number(),
  })
  .nullable();
const albumSchema = z.object({
  kind: z.enum(['landmark', 'group']),
  landmarkId: z.string().nullable(),
  name: z.string(),
  isNamedByPerson: z.boolean(),
  place: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  coverPhotoId: z.number().nullable(),
  isCoverChosen: z.boolean(),
  isHidden: z.boolean(),
  mergedIntoId: z.number().nullable(),
});
const awaitedSchema = z.object({ state: z.enum(['confirmed', 'rejected', 'denied']), atMs: z.number() }).nullable();
const favouriteSchema = z.object({ isFavourite: z.boolean(), atMs: z.number() }).nullable();
const effectSchema = z.discriminatedUnion('row', [
  z.object({
    row: z.literal('membership'),
    albumId: z.number(),
    photoId: z.number(),
    before: membershipSchema,
    after: membershipSchema,
  }),
  z.object({ row: z.literal('album'), albumId: z.number(), before: albumSchema, after: albumSchema }),
  z.object({ row: z.literal('photo'), photoId: z.number(), before: z.boolean(), after: z.boolean() }),
  z.object({
    row: z.literal('awaited'),
    contentHash: z.string(),
    albumId: z.number().nullable(),
    before: awaitedSchema,
    after: awaitedSchema,
  }),
  z.object({
    row: z.literal('different'),
    hashes: z.array(z.string()),
    added: z.array(z.tuple([z.number(), z.number()])),
  }),
  z.object({ row: z.literal('dismissal'), key: z.string(), before: z.boolean(), after: z.boolean() }),
  z.object({ row: z.literal('favourite'), photoId: z.number(), before: favouriteSchema, after: favouriteSchema }),
  z.object({
    row: z.literal('awaited-favourite'),
    contentHash: z.string(),
    before: favouriteSchema,
    after: favouriteSchema,
  }),
]);

/**
 * One row that a decision changed. `photo`: whether it is said to show no landmark. `awaited` and
 * `awaited-favourite`: what waits for a photo that is not here. `different`: photos, here or not, and the pairs of them (by index) that were not yet
 * said to be different. `dismissal`: what is not proposed any more, by its key.
 */
export type Effect = z.output<typeof effectSchema>;
export const effectsSchema = z.array(effectSchema);

export type MembershipEffect = Extract<Effect, { readonly row: 'membership' }>;
export type PhotoEffect = Extract<Effect, { readonly row: 'photo' }>;
export type AwaitedEffect = Extract<Effect, { readonly row: 'awaited' }>;
export type DifferentEffect = Extract<Effect, { readonly row: 'different' }>;
export type AwaitedFavouriteEffect = Extract<Effect, { readonly row: 'awaited-favourite' }>;
export type AlbumEffect = Extract<Effect, { readonly row: 'album' }>;
export type AlbumChange = Partial<z.output<typeof albumSchema>>;

/** A membership that changes, and as it is: the caller has just read it. */
export interface KnownChange extends MembershipChange {
  readonly known: MembershipRow | null;
}

/** Changes rows and remembers how they were. Made for one decision, used inside its transaction. */
export interface EffectRecorder {
  /** No two of one photo in one album. */
  readonly setMemberships: (changes: readonly KnownChange[]) => void;
  readonly changeAlbum: (albumId: number, change: AlbumChange) => void;
  readonly setLandmarkDenied: (photoIds: readonly number[], isDenied: boolean) => void;
  readonly setFavourite: (photoId: number, word: FavouriteWord) => void;
  readonly setDismissed: (key: string) => void;
  /** Keeps what was said of a photo that is not here, unless a later word waits already. */
  readonly putAwaited: (awaited: AwaitedDecision) => void;
  /** The same of a favourite. */
  readonly putAwaitedFavourite: (contentHash: string, word: FavouriteWord) => void;
  /** These contents are different, each from each other, however alike they look. */
  readonly setDifferent: (contentHashes: readonly string[]) => void;
  /** All changes so far, in order. */
  readonly list: () => readonly Effect[];
}

/** Makes a recorder. */
export function createEffectRecorder(catalog: Catalog): EffectRecorder {
  const effects: Effect[] = [];
  return {
    setMemberships: (changes) => {
      const real = changes.filter(({ known, after }) => !isSameMembership(known, after));
      catalog.memberships.restoreMany(real);
      for (const { albumId, photoId, known, after } of real) {
        effects.push({ row: 'membership', albumId, photoId, before: pickMembership(known), after });
      }
    },
    changeAlbum: (albumId, change) => {
      const album = requireAlbum(catalog, albumId);
      const before = albumSchema.parse(album);
      const after = { ...before, ...change };
      const columns = Object.keys(before) as (keyof typeof before)[];
      if (columns.every((column) => before[column] === after[column])) return;
      catalog.albums.put({ ...album, ...after });
      effects.push({ row: 'album', albumId, before, after });
    },
    setLandmarkDenied: (photoIds, isDenied) => {
      const changed = new Set(catalog.photos.setLandmarkDenied(photoIds, isDenied));
      for (const photoId of photoIds) {
        if (changed.delete(photoId)) effects.push({ row: 'photo', photoId, before: !isDenied, after: isDenied });
      }
    },
    putAwaited: ({ contentHash, albumId, state, atMs }) => {
      const before = catalog.awaitedDecisions.get(contentHash, albumId);
      if (before !== null && before.atMs > atMs) return;
      if (before?.state === state && before.atMs === atMs) return;
      catalog.awaitedDecisions.put({ contentHash, albumId, state, atMs });
      effects.push({ row: 'awaited', contentHash, albumId, before: pickAwaited(before), after: { state, atMs } });
    },
    setDismissed: (key) => {
      if (catalog.dismissedProposals.has(key)) return;
      catalog.dismissedProposals.set(key, true);
      effects.push({ row: 'dismissal', key, before: false, after: true });
    },
    setFavourite: (photoId, after) => {
      const before = catalog.favourites.get(photoId);
      if ((before?.isFavourite ?? false) === after.isFavourite) return;
      catalog.favourites.set(photoId, after);
      effects.push({ row: 'favourite', photoId, before, after });
    },
    putAwaitedFavourite: (contentHash, after) => {
      const before = catalog.favourites.getAwaited(contentHash);
      if (before !== null && before.atMs > after.atMs) return;
      if (before?.isFavourite === after.isFavourite && before.atMs === after.atMs) return;
      catalog.favourites.setAwaited(contentHash, after);
      effects.push({ row: 'awaited-favourite', contentHash, before, after });
    },
    setDifferent: (contentHashes) => {
      const hashes = [...new Set(contentHashes)];
      const added = hashes.flatMap((a, index) =>
        hashes.flatMap((b, other): [number, number][] =>
          other > index && !catalog.duplicates.areDifferent(a, b) ? [[index, other]] : [],
        ),
      );
      if (added.length === 0) return;
      const effect: DifferentEffect = { row: 'different', hashes, added };
      writeDifferent(catalog, effect, true);
      effects.push(effect);
    },
    list: () => effects,
  };
}

/** @param areDifferent false: takes the word back */
export function writeDifferent(catalog: Catalog, { hashes, added }: DifferentEffect, areDifferent: boolean): void {
  for (const [a, b] of added) catalog.duplicates.setDifferent(hashes[a] ?? '', hashes[b] ?? '', areDifferent);
  catalog.duplicates.refreshNear(hashes.flatMap((hash) => catalog.photos.findByHash(hash) ?? []));
}

/** @throws when it is not there: albums are never deleted */
export function requireAlbum(catalog: Catalog, albumId: number): AlbumRow {
  const album = catalog.albums.get(albumId);
  if (album === null) throw new Error(`The album ${albumId} of a decision is not in the catalog.`);
  return album;
}

/** What a decision remembers of a membership. */
export function pickMembership(row: MembershipRow | null): RestoredMembership | null {
  if (row === null) return null;
  const { state, confidence, isTentative, updatedMs } = row;
  return { state, confidence, isTentative, updatedMs };
}

function pickAwaited(row: AwaitedDecision | null): AwaitedEffect['before'] {
  return row === null ? null : { state: row.state, atMs: row.atMs };
}

/** Whenever it came to be. */
export function isSameMembership(a: RestoredMembership | null, b: RestoredMembership | null): boolean {
  if (a === null || b === null) return a === b;
  return a.state === b.state && a.confidence === b.confidence && a.isTentative === b.isTentative;
}

/** Albums that effects are about. */
export function listAlbums(effects: readonly Effect[]): readonly number[] {
  return [...new Set(effects.flatMap((effect) => ('albumId' in effect ? (effect.albumId ?? []) : [])))];
}

/** Photos of which something was said that albums follow from. */
export function listPhotos(effects: readonly Effect[]): readonly number[] {
  const photoIds = effects.flatMap((effect) =>
    effect.row === 'membership' || effect.row === 'photo' ? [effect.photoId] : [],
  );
  return [...new Set(photoIds)];
}
