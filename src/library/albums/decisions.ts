/**
 * @file What a person decides: rename, confirm, reject, merge.
 *
 * [Note: decisions] Each decision is one row of the append-only log, written in the same durable transaction as its effect. The
 * payload names photos by content hash, so that the log still means something to another catalog. Nothing that Cairn does by
 * itself changes a decided membership or a given name: src/db enforces the first, this file is the only caller of `rename`.
 */
import { CairnError } from '../../api/errors.ts';
import { albumNameMaxLength } from '../../api/calls.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { AlbumRow } from '../../db/albums.ts';

export interface DecisionService {
  /** @throws CairnError `not-found` or `invalid-input` */
  readonly rename: (albumId: number, name: string) => void;
  /** A photo that is not in the album yet joins it. @throws CairnError `not-found` */
  readonly confirm: (albumId: number, photoIds: readonly number[]) => void;
  /** "Not this landmark." @throws CairnError `not-found` */
  readonly reject: (albumId: number, photoIds: readonly number[]) => void;
  /** All of `fromAlbumId` joins `intoAlbumId`. @throws CairnError `not-found` or `invalid-input` */
  readonly merge: (intoAlbumId: number, fromAlbumId: number) => void;
}

export interface DecisionServiceOptions {
  readonly catalog: Catalog;
  readonly now?: () => number;
  /** After a decision was stored: covers, references and the window follow. */
  readonly onDecided: (albumIds: readonly number[]) => void;
}

/** Makes the service of decisions. */
export function createDecisionService({ catalog, now = Date.now, onDecided }: DecisionServiceOptions): DecisionService {
  const requireAlbum = (albumId: number): AlbumRow => {
    // An id from before a merge means the album that it joined.
    const target = catalog.albums.resolve(albumId);
    const album = target === null ? null : catalog.albums.get(target);
    if (album === null) throw new CairnError('not-found', `There is no album ${albumId}.`);
    return album;
  };
  const requireHash = (photoId: number): string => {
    const photo = catalog.photos.get(photoId);
    if (photo === null) throw new CairnError('not-found', `There is no photo ${photoId}.`);
    return photo.contentHash;
  };

  const decide = (albumId: number, photoIds: readonly number[], state: 'confirmed' | 'rejected'): void => {
    const album = requireAlbum(albumId);
    const unique = [...new Set(photoIds)];
    const photos = unique.map(requireHash);
    catalog.transactionDurably(() => {
      for (const photoId of unique) {
        const confidence = catalog.memberships.get(album.id, photoId)?.confidence ?? null;
        catalog.memberships.setDecided(album.id, photoId, state, confidence);
      }
      catalog.decisions.append({
        atMs: now(),
        kind: state === 'confirmed' ? 'confirm' : 'reject',
        payload: { ...describeAlbum(album), photos },
      });
    });
    onDecided([album.id]);
  };

  return {
    confirm: (albumId, photoIds) => decide(albumId, photoIds, 'confirmed'),
    reject: (albumId, photoIds) => decide(albumId, photoIds, 'rejected'),
    rename: (albumId, givenName) => {
      const name = givenName.trim();
      if (name === '' || name.length > albumNameMaxLength) {
        throw new CairnError('invalid-input', `A name has between 1 and ${albumNameMaxLength} characters.`);
      }
      const album = requireAlbum(albumId);
      catalog.transactionDurably(() => {
        catalog.albums.rename(album.id, name);
        catalog.decisions.append({ atMs: now(), kind: 'rename', payload: { ...describeAlbum(album), name } });
      });
      onDecided([album.id]);
    },
    merge: (intoAlbumId, fromAlbumId) => {
      const into = requireAlbum(intoAlbumId);
      const from = requireAlbum(fromAlbumId);
      if (into.id === from.id) throw new CairnError('invalid-input', 'An album cannot be merged with itself.');
      catalog.transactionDurably(() => {
        catalog.memberships.moveAll(from.id, into.id);
        catalog.albums.setMergedInto(from.id, into.id);
        const payload = { ...describeAlbum(into), from: describeAlbum(from) };
        catalog.decisions.append({ atMs: now(), kind: 'merge', payload });
      });
      onDecided([into.id]);
    },
  };
}

function describeAlbum({ id, landmarkId }: AlbumRow): { readonly albumId: number; readonly landmarkId: string | null } {
  return { albumId: id, landmarkId };
}
