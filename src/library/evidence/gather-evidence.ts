/** @file What the catalog knows of photos beside their vectors, as recognition weighs it (docs/recognition.md). */
import type { Catalog } from '../../db/catalog.ts';
import type { PhotoEvidenceRow } from '../../db/photo-evidence.ts';
import type { NameHint, RecognizePhoto, WalkNeighbour } from '../../ml/embedder-messages.ts';
import { findGroupLandmarkId } from '../albums/landmark-albums.ts';
import { findLandmarkByName } from '../names/find-landmark.ts';
import { toDisplayPath } from '../path-encoding.ts';
import { estimatePlace, walkWindowMs } from './estimate-place.ts';
import { findHints, type FindLandmarkId } from './find-hints.ts';

/** Photos looked at before and after one: a burst of hundreds says no more than its nearest. */
const maxAround = 12;
/** Walk neighbours handed on, the nearest in time first. */
const maxWalk = 6;

export type GatheredEvidence = Pick<
  RecognizePhoto,
  'latitude' | 'longitude' | 'gpsErrorMeters' | 'estimate' | 'walk' | 'hints'
>;

/** Gathers for one batch of photos: what it looked up once it remembers. */
export interface EvidenceGatherer {
  /** `hasWalk`: whether what neighbours in time show takes part ([Note: two rounds]). */
  readonly gather: (photoId: number, options: { readonly hasWalk: boolean }) => GatheredEvidence;
  readonly findLandmarkId: FindLandmarkId;
}

export function createEvidenceGatherer(catalog: Catalog): EvidenceGatherer {
  const knownNames = new Map<string, string | null>();
  const findLandmarkId: FindLandmarkId = (name) => {
    const known = knownNames.get(name);
    if (known !== undefined) return known;
    const landmarkId = findLandmarkByName(catalog, name)?.id ?? null;
    knownNames.set(name, landmarkId);
    return landmarkId;
  };
  return {
    findLandmarkId,
    gather: (photoId, { hasWalk }) => {
      const [row] = catalog.photoEvidence.getMany([photoId]);
      if (row === undefined) return { latitude: null, longitude: null };
      const { latitude, longitude, gpsErrorMeters, placeEstimate: estimate, takenMs } = row;
      return {
        latitude,
        longitude,
        gpsErrorMeters,
        estimate,
        hints: listHints(catalog, row, findLandmarkId),
        walk: hasWalk && takenMs !== null ? listWalk(catalog, photoId, takenMs) : [],
      };
    },
  };
}

function listHints(catalog: Catalog, row: PhotoEvidenceRow, findLandmarkId: FindLandmarkId): NameHint[] {
  const [file] = catalog.files.listForPhoto(row.photoId);
  if (file === undefined) return findHints({ folders: [], fileName: '', keywords: row.keywords }, findLandmarkId);
  // The root itself may be called after what it holds; what lies above it is the person's own order of things.
  const rootName = file.rootPath.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  const folders = toDisplayPath(`${rootName}/${file.relativePath}`).split('/');
  const fileName = folders.pop() ?? '';
  return findHints({ folders, fileName, keywords: row.keywords }, findLandmarkId);
}

/** What photos within half an hour show: sure suggestions and what a person said. */
function listWalk(catalog: Catalog, photoId: number, takenMs: number): WalkNeighbour[] {
  const around = catalog.photoEvidence.listAround({ takenMs, windowMs: walkWindowMs, limit: maxAround });
  return around
    .filter((other) => other.photoId !== photoId && other.takenMs !== null)
    .flatMap((other) =>
      catalog.memberships
        .listForPhoto(other.photoId)
        .filter(({ state, isTentative }) => state !== 'rejected' && !isTentative)
        .flatMap(({ albumId, state, confidence }): WalkNeighbour[] => {
          const album = catalog.albums.get(albumId);
          const isConfirmed = state === 'confirmed';
          // A group without a person's word has no references that its neighbours could be compared with.
          if (album === null || (album.landmarkId === null && !isConfirmed)) return [];
          return [
            {
              landmarkId: album.landmarkId ?? findGroupLandmarkId(catalog, album),
              minutes: Math.abs((other.takenMs ?? takenMs) - takenMs) / 60_000,
              isConfirmed,
              confidence: isConfirmed ? 1 : (confidence ?? 0),
            },
          ];
        }),
    )
    .slice(0, maxWalk);
}

/**
 * Estimates the places of these photos anew, and of those around the ones that have a position: a new photo may be the anchor
 * that older ones lacked. Call it within a transaction.
 */
export function updatePlaceEstimates(catalog: Catalog, photoIds: readonly number[]): void {
  const { photoEvidence } = catalog;
  const done = new Set<number>();
  const update = (row: PhotoEvidenceRow): readonly PhotoEvidenceRow[] => {
    if (row.takenMs === null) return [];
    const around = photoEvidence.listAround({ takenMs: row.takenMs, windowMs: walkWindowMs, limit: maxAround });
    if (row.latitude !== null) return around;
    done.add(row.photoId);
    const estimate = estimatePlace(row, around);
    if (estimate !== null || row.placeEstimate !== null) photoEvidence.setPlaceEstimate(row.photoId, estimate);
    return [];
  };
  for (const neighbour of photoEvidence.getMany(photoIds).flatMap(update)) {
    if (neighbour.latitude === null && !done.has(neighbour.photoId)) update(neighbour);
  }
}
