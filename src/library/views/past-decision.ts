/** @file One decision of the log for the history: what was said of which album, with a few of its photos. */
import { z } from 'zod';
import type { HistoryAlbum, HistoryEntry } from '../../api/review-views.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { PastState } from '../decisions/history.ts';
import { dismissedKinds } from '../decisions/log-entries.ts';

const albumSchema = z.object({ name: z.string(), uuid: z.string(), landmarkId: z.string().nullish() });
/** Entries of any kind and of any older version: what is not as expected is left out. */
const partsSchema = z.object({
  album: albumSchema.nullish().catch(null),
  into: albumSchema.nullish().catch(null),
  from: albumSchema.nullish().catch(null),
  name: z.string().nullish().catch(null),
  linked: z.string().nullish().catch(null),
  photos: z.array(z.string()).catch([]).default([]),
  photo: z.string().nullish().catch(null),
  proposal: z.enum(dismissedKinds).nullish().catch(null),
  isFavourite: z.boolean().nullish().catch(null),
});
type AlbumPart = z.output<typeof albumSchema>;

const coverCount = 3;
/** Looked at to find some that are here, a few at a time: mostly the first ones are. */
const triedCount = 24;
const triedAtOnce = 6;

export function viewPastDecision(catalog: Catalog, { row, isUndone, steps }: PastState): HistoryEntry {
  const { id, atMs, kind, payload } = row;
  const parts = partsSchema.safeParse(payload).data;
  const find = (part: AlbumPart | null | undefined): HistoryAlbum | null =>
    part === null || part === undefined ? null : { name: part.name, id: resolveAlbum(catalog, part) };
  const album = find(parts?.album);
  const other = find(parts?.into ?? parts?.from);
  const hashes = [...(parts?.photos ?? []), ...(typeof parts?.photo === 'string' ? [parts.photo] : [])];
  const linked = parts?.linked ?? null;
  return {
    id,
    atMs,
    kind,
    isUndone,
    steps,
    album,
    other,
    name: parts?.name ?? null,
    landmarkName: linked === null ? null : (catalog.landmarks.get(linked)?.name ?? null),
    photoCount: hashes.length,
    photoIds: listPictures(catalog, hashes, [other, album]),
    proposal: parts?.proposal ?? null,
    isFavourite: parts?.isFavourite ?? null,
  };
}

function resolveAlbum(catalog: Catalog, { uuid, landmarkId }: AlbumPart): number | null {
  const own = catalog.albums.findByUuid(uuid);
  if (own !== null) return catalog.albums.resolve(own.id);
  return typeof landmarkId === 'string' ? (catalog.albums.findByLandmark(landmarkId)?.id ?? null) : null;
}

/** Of the photos some that are there; where there are none, the covers of the albums. */
function listPictures(catalog: Catalog, hashes: readonly string[], albums: readonly (HistoryAlbum | null)[]): number[] {
  const shown: number[] = [];
  for (let start = 0; start < Math.min(hashes.length, triedCount); start += triedAtOnce) {
    const tried = hashes.slice(start, start + triedAtOnce).flatMap((hash) => catalog.photos.findByHash(hash) ?? []);
    const tiles = catalog.photos.getTiles(tried).filter(({ availability }) => availability !== 'missing');
    shown.push(...tiles.map(({ id }) => id));
    if (shown.length >= coverCount) break;
  }
  if (shown.length > 0) return shown.slice(0, coverCount);
  const covers = albums.flatMap((album) =>
    album?.id === undefined || album.id === null ? [] : (catalog.albums.getSummary(album.id)?.coverPhotoId ?? []),
  );
  return [...new Set(covers)];
}
