/**
 * @file What the log says of a decision: photos by content hash, albums by what another catalog knows them by.
 *
 * [Note: decisions] Each decision is one row of the append-only log, written in the same durable transaction as its effect. It is
 * made again on another catalog (replay.ts) from these entries alone: an album is its landmark, or else its uuid with the name to open it
 * with. Nothing that Cairn does by itself changes a decided membership or a given name: src/db enforces the first, and
 * this folder alone writes the second.
 */
import { z } from 'zod';
import { albumNameMaxLength } from '../../api/calls.ts';
import type { AlbumRow } from '../../db/albums.ts';
import type { Catalog } from '../../db/catalog.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(albumNameMaxLength);
const landmarkId = z.string().min(1).max(200);

export const albumReferenceSchema = z.object({
  uuid: z.string().regex(/^[0-9a-f-]{8,64}$/),
  landmarkId: landmarkId.nullable(),
  name,
  isNamedByPerson: z.boolean(),
});
/** An album as another catalog may know it. */
export type AlbumReference = z.output<typeof albumReferenceSchema>;

/** What a person can say no to: proposals of a regrouping, and doubt of a confirmed photo. */
export const dismissedKinds = ['merge', 'move', 'split', 'join', 'doubtful'] as const;
export type DismissedKind = (typeof dismissedKinds)[number];

const album = albumReferenceSchema;
const photos = z.array(hash).max(10_000);

/** Photos that one decision can say are all different: each of them from each other. */
export const mostDifferent = 100;

/** The album that showed the landmark already, where an album that is said to show it joined that one. */
const joined = album.nullish();
/** The album of the landmark was opened by this very decision: undone, there is none again. */
const isOpened = z.boolean().optional();

/**
 * Entries by kind. `undo` and `redo` name the row of the decision in this log. `isUnlinked`: a new name ended the link to a landmark.
 * What is optional is not in logs from before it was noted; it says what an empty catalog, which knows neither the albums that Cairn
 * had made nor every name of a landmark, could not find out.
 */
export const entrySchemas = {
  rename: z.object({ album, name, linked: landmarkId.nullable(), isUnlinked: z.boolean().optional(), joined }),
  confirm: z.object({ album, photos, isOpened }),
  reject: z.object({ album, photos }),
  move: z.object({ album, into: album, photos, isOpened }),
  merge: z.object({ album, from: album }),
  split: z.object({ album: album.nullable(), into: album, photos }),
  hide: z.object({ album }),
  show: z.object({ album }),
  cover: z.object({ album, photo: hash }),
  link: z.object({ album, linked: landmarkId, joined }),
  'not-landmark': z.object({ photos }),
  different: z.object({ photos: z.array(hash).max(mostDifferent) }),
  favourite: z.object({ photos, isFavourite: z.boolean() }),
  /** No to what was proposed: two albums stay two, photos stay where they are. `doubtful`: they are of the album all the same. */
  dismiss: z.object({ proposal: z.enum(dismissedKinds), album, from: album.nullable(), photos }),
  undo: z.object({ decision: z.number().int() }),
  redo: z.object({ decision: z.number().int() }),
} as const;

export type EntryOf<Kind extends keyof typeof entrySchemas> = z.output<(typeof entrySchemas)[Kind]>;

/** What another catalog can know an album by. */
export function refer(row: AlbumRow): AlbumReference {
  const { uuid, landmarkId, name, isNamedByPerson } = row;
  return { uuid, landmarkId, name: name.slice(0, albumNameMaxLength), isNamedByPerson };
}

/** Content hashes of photos that are in the catalog. */
export function listHashes(catalog: Catalog, photoIds: readonly number[]): string[] {
  const hashes = catalog.photos.getHashes(photoIds);
  return photoIds.flatMap((photoId) => hashes.get(photoId) ?? []);
}
