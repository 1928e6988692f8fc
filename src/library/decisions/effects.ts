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
import type { Catalog } from '../../db/catalog.ts';
import type { MembershipRow, RestoredMembership } from '../../db/memberships.ts';

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
]);

/** One row that a decision changed. `photo`: whether it is said to show no landmark. */
export type Effect = z.output<typeof effectSchema>;
export const effectsSchema = z.array(effectSchema);

type AlbumEffect = Extract<Effect, { readonly row: 'album' }>;
type AlbumChange = Partial<z.output<typeof albumSchema>>;

/** Changes rows and remembers how they were. Made for one decision, used inside its transaction. */
export interface EffectRecorder {
  readonly setMembership: (albumId: number, photoId: number, after: RestoredMembership | null) => void;
  readonly changeAlbum: (albumId: number, change: AlbumChange) => void;
  readonly setLandmarkDenied: (photoId: number, isDenied: boolean) => void;
  /** All changes so far, in order. */
  readonly list: () => readonly Effect[];
}

/** Makes a recorder. */
export function createEffectRecorder(catalog: Catalog): EffectRecorder {
  const effects: Effect[] = [];
  return {
    setMembership: (albumId, photoId, after) => {
      const before = pickMembership(catalog.memberships.get(albumId, photoId));
      if (isSameMembership(before, after)) return;
      catalog.memberships.restore(albumId, photoId, after);
      effects.push({ row: 'membership', albumId, photoId, before, after });
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
    setLandmarkDenied: (photoId, isDenied) => {
      const before = catalog.photos.isLandmarkDenied(photoId);
      if (before === isDenied) return;
      catalog.photos.setLandmarkDenied(photoId, isDenied);
      effects.push({ row: 'photo', photoId, before, after: isDenied });
    },
    list: () => effects,
  };
}

/** Takes the effects of a decision back, the last first. Returns the albums that changed. */
export function takeBack(catalog: Catalog, effects: readonly Effect[]): readonly number[] {
  for (const effect of effects.toReversed()) write(catalog, effect, 'before');
  return listAlbums(effects);
}

/** Brings them about again. Returns the albums that changed. */
export function bringAboutAgain(catalog: Catalog, effects: readonly Effect[]): readonly number[] {
  for (const effect of effects) write(catalog, effect, 'after');
  return listAlbums(effects);
}

function write(catalog: Catalog, effect: Effect, side: 'before' | 'after'): void {
  if (effect.row === 'photo') {
    catalog.photos.setLandmarkDenied(effect.photoId, effect[side]);
  } else if (effect.row === 'album') {
    const album = { ...requireAlbum(catalog, effect.albumId), ...pickChanges(effect, side) };
    catalog.albums.put(isLandmarkTaken(catalog, album) ? { ...album, kind: 'group', landmarkId: null } : album);
  } else {
    const { albumId, photoId } = effect;
    const current = catalog.memberships.get(albumId, photoId);
    const left = effect[side === 'before' ? 'after' : 'before'];
    const isReplaced = effect[side]?.state === 'suggested' && isGuess(current) && !isSameMembership(current, left);
    if (!isReplaced) writeMembership(catalog, albumId, photoId, effect[side]);
  }
}

/** The columns that the decision changed: the others may have changed since. */
function pickChanges({ before, after }: AlbumEffect, side: 'before' | 'after'): AlbumChange {
  const columns = Object.keys(before) as (keyof AlbumEffect['before'])[];
  const changed = columns.filter((column) => before[column] !== after[column]);
  const values = side === 'before' ? before : after;
  return Object.fromEntries(changed.map((column) => [column, values[column]]));
}

/** Whether Cairn made another album for the landmark since. */
function isLandmarkTaken(catalog: Catalog, { id, landmarkId, mergedIntoId }: AlbumRow): boolean {
  if (landmarkId === null || mergedIntoId !== null) return false;
  const holder = catalog.albums.findByLandmark(landmarkId);
  return holder !== null && holder.id !== id;
}

/** No person's word. */
function isGuess(membership: RestoredMembership | null): boolean {
  return membership === null || membership.state === 'suggested';
}

function writeMembership(
  catalog: Catalog,
  albumId: number,
  photoId: number,
  membership: RestoredMembership | null,
): void {
  // As it is already: keeps its time.
  if (isSameMembership(catalog.memberships.get(albumId, photoId), membership)) return;
  catalog.memberships.restore(albumId, photoId, membership);
}

function requireAlbum(catalog: Catalog, albumId: number): AlbumRow {
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

/** Whenever it came to be. */
function isSameMembership(a: RestoredMembership | null, b: RestoredMembership | null): boolean {
  if (a === null || b === null) return a === b;
  return a.state === b.state && a.confidence === b.confidence && a.isTentative === b.isTentative;
}

function listAlbums(effects: readonly Effect[]): readonly number[] {
  return [...new Set(effects.flatMap((effect) => (effect.row === 'photo' ? [] : [effect.albumId])))];
}
