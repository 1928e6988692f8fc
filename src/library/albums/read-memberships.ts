/** @file All memberships at once, in the forms that grouping needs. Read album by album, so that main stays responsive. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';

export interface TentativeMember {
  readonly photoId: number;
  /** Probability in [0, 1] that it belongs. */
  readonly confidence: number;
}

export interface MembershipIndex {
  /** Unmerged albums that each photo is a member of. */
  readonly albumsOf: ReadonlyMap<number, readonly number[]>;
  /** Members by album, photo ids ascending. */
  readonly confirmedOf: ReadonlyMap<number, readonly number[]>;
  readonly suggestedOf: ReadonlyMap<number, readonly number[]>;
  /** By album: photos that are suggested to it without being sure enough to be members, by id. */
  readonly tentativeOf: ReadonlyMap<number, readonly TentativeMember[]>;
  /** By album, of any kind. */
  readonly rejectedOf: ReadonlyMap<number, ReadonlySet<number>>;
}

const sliceMs = 4;

/** Reads the memberships of all unmerged albums, or of some. */
export async function readMemberships(catalog: Catalog, albumIds?: Iterable<number>): Promise<MembershipIndex> {
  const albums =
    albumIds === undefined ? catalog.albums.listAll() : [...albumIds].flatMap((id) => catalog.albums.get(id) ?? []);
  const albumsOf = new Map<number, number[]>();
  const confirmedOf = new Map<number, number[]>();
  const suggestedOf = new Map<number, number[]>();
  const tentativeOf = new Map<number, TentativeMember[]>();
  const rejectedOf = new Map<number, Set<number>>();
  let sliceStartMs = performance.now();

  for (const album of albums) {
    if (album.mergedIntoId !== null) continue;
    for (const { photoId, state, confidence, isTentative } of catalog.memberships.listForAlbum(album.id)) {
      if (state === 'rejected') {
        addTo(rejectedOf, album.id, () => new Set<number>()).add(photoId);
        continue;
      }
      if (isTentative) {
        addTo(tentativeOf, album.id, () => []).push({ photoId, confidence: confidence ?? 0 });
        continue;
      }
      addTo(albumsOf, photoId, () => []).push(album.id);
      addTo(state === 'confirmed' ? confirmedOf : suggestedOf, album.id, () => []).push(photoId);
    }
    if (performance.now() - sliceStartMs > sliceMs) {
      await yieldToEventLoop();
      sliceStartMs = performance.now();
    }
  }
  return { albumsOf, confirmedOf, suggestedOf, tentativeOf, rejectedOf };
}

function addTo<Value>(map: Map<number, Value>, key: number, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
