/** @file Questions as cards: with the photos and albums that they are about. */
import type { AskedPhoto, ReviewAlbum, ReviewCard } from '../../api/review-views.ts';
import type { PhotoTile, RegroupProposal } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { ReviewedAlbum } from '../../db/review-albums.ts';
import { showTile } from '../views/show-tile.ts';
import { isAlbumNamed, type Question } from './draft-questions.ts';
import { listTypical } from './typical-photos.ts';

/** Photos of an album beside a question, and of a group that wants a name. */
const besideCount = 4;
const groupCount = 9;
/** Of those that a proposal moves. */
const movedCount = 6;

/** @param findProposal proposal by its key. Returns null when there is nothing to ask any more */
export function drawCard(
  catalog: Catalog,
  question: Question,
  findProposal: (key: string) => RegroupProposal | null,
): ReviewCard | null {
  const album = catalog.reviewAlbums.get(question.albumId);
  if (album === null) return null;
  const { key } = question;
  switch (question.kind) {
    case 'same-place': {
      const photos = question.photoIds.flatMap((photoId): AskedPhoto[] => {
        const membership = catalog.memberships.get(album.id, photoId);
        if (membership?.state !== 'suggested') return [];
        return listShown(catalog, [photoId]).map((tile) => ({ ...tile, confidence: membership.confidence }));
      });
      // Another pack than its key says: it is drafted anew.
      if (photos.length < question.photoIds.length) return null;
      const beside = viewAlbum(catalog, album, besideCount, new Set(question.photoIds));
      return { kind: 'same-place', key, album: beside, photos, photoCount: photos.length };
    }
    case 'name': {
      if (isAlbumNamed(album)) return null;
      return { kind: 'name', key, album: viewAlbum(catalog, album, groupCount), photoCount: album.photoCount };
    }
    case 'doubtful': {
      const [photo] = listShown(catalog, [question.photoId]);
      if (photo === undefined) return null;
      const beside = viewAlbum(catalog, album, besideCount, new Set([question.photoId]));
      return { kind: 'doubtful', key, album: beside, photo, photoCount: 1 };
    }
    case 'regroup': {
      const proposal = findProposal(question.proposalKey);
      const fromRow = question.fromAlbumId === null ? null : catalog.reviewAlbums.get(question.fromAlbumId);
      if (proposal === null || proposal.kind === 'join' || (question.fromAlbumId !== null && fromRow === null))
        return null;
      const moved = new Set(proposal.photoIds);
      const from =
        fromRow === null
          ? null
          : viewAlbum(catalog, fromRow, besideCount, proposal.kind === 'merge' ? undefined : moved);
      const photos =
        proposal.kind === 'merge' ? (from?.typical ?? []) : listShown(catalog, proposal.photoIds).slice(0, movedCount);
      if (photos.length === 0) return null;
      return {
        kind: 'regroup',
        key,
        proposal: proposal.kind,
        proposalKey: proposal.key,
        album: viewAlbum(catalog, album, besideCount, moved),
        from,
        photos,
        photoCount: proposal.photoIds.length,
      };
    }
  }
}

function viewAlbum(catalog: Catalog, album: ReviewedAlbum, count: number, except?: ReadonlySet<number>): ReviewAlbum {
  const { id, name, place, photoCount } = album;
  return {
    id,
    name,
    isNamed: isAlbumNamed(album),
    place,
    photoCount,
    typical: listTypical(catalog, album, count, except),
  };
}

/** Those with a file, on a drive that is there or not. */
function listShown(catalog: Catalog, photoIds: readonly number[]): PhotoTile[] {
  return catalog.photos
    .getTiles(photoIds.slice(0, 50))
    .filter(({ availability }) => availability !== 'missing')
    .map(showTile);
}
