/** @file The photo that stands for an album: sure of its landmark, typical of the album, sharp, and of a shape that fits a card. */
import type { Catalog } from '../../db/catalog.ts';
import type { CoverCandidate } from '../../db/cover-candidates.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';

/** Members compared; more would only cost time. */
const comparedMembers = 200;
/** The likeliest of them whose pictures are looked at. */
const ratedMembers = 16;
/** What counts beside being sure (up to 1) and typical (up to 1). */
const weights = { sharpness: 0.5, landmarkness: 0.3, shape: 0.3 } as const;
/** Width / height of photos that lose little in a card of 4:3. */
const fittingShapes = { least: 0.7, most: 2 } as const;

interface RatedMember {
  readonly photoId: number;
  /** How sure and how typical, up to 2. */
  readonly score: number;
  readonly vector: Float32Array;
}

export interface CoverTools {
  readonly catalog: Catalog;
  readonly modelId: number;
  /** Null: nothing is said about the pictures themselves. */
  readonly client: Pick<EmbedderClient, 'request'> | null;
  /** True when the catalog may be closed: nothing is read or written any more. */
  readonly isClosed: () => boolean;
}

/** Chooses the cover of an album anew and stores it, unless a person chose it. */
export async function updateCover(tools: CoverTools, albumId: number): Promise<void> {
  const { catalog, modelId } = tools;
  const before = catalog.albums.get(albumId);
  if (before === null || before.isCoverChosen) return;
  const members = catalog.memberships
    .listForAlbum(albumId)
    .filter(({ state, isTentative }) => state !== 'rejected' && !isTentative)
    // A person's word is certain.
    .map(({ photoId, state, confidence }) => ({ photoId, confidence: state === 'confirmed' ? 1 : (confidence ?? 0) }))
    .sort((a, b) => b.confidence - a.confidence || a.photoId - b.photoId)
    .slice(0, comparedMembers);
  const [surest] = members;
  if (surest === undefined) return;
  const { photoIds, vectors } = catalog.embeddings.getMany(
    members.map(({ photoId }) => photoId),
    modelId,
  );
  // Nothing to choose by: none of them could be embedded with this model yet.
  if (photoIds.length === 0 && members.some(({ photoId }) => photoId === before.coverPhotoId)) return;
  const dims = photoIds.length === 0 ? 0 : vectors.length / photoIds.length;
  const confidences = new Map(members.map(({ photoId, confidence }) => [photoId, confidence]));
  const typical = measureTypicality(vectors, photoIds.length);
  const likeliest = Array.from(photoIds, (photoId, row): RatedMember => ({
    photoId,
    score: (typical[row] ?? 0) + (confidences.get(photoId) ?? 0),
    vector: vectors.subarray(row * dims, (row + 1) * dims),
  }))
    .sort((a, b) => b.score - a.score || a.photoId - b.photoId)
    .slice(0, ratedMembers);
  const looks = await rateLooks(tools, likeliest);
  if (tools.isClosed()) return;
  const best = pickBest(catalog, likeliest, looks) ?? surest.photoId;
  // A person may have decided meanwhile.
  const now = catalog.albums.get(albumId);
  const membership = catalog.memberships.get(albumId, best);
  if (now === null || now.isCoverChosen || now.coverPhotoId === best) return;
  if (membership === null || membership.state === 'rejected') return;
  catalog.albums.setCover(albumId, best);
}

function pickBest(catalog: Catalog, members: readonly RatedMember[], looks: readonly Look[]): number | null {
  const photos = readCandidates(catalog, members);
  const sharpnesses = looks.flatMap(({ sharpness }) => (sharpness === null ? [] : [sharpness])).sort((a, b) => a - b);
  const usual = sharpnesses[sharpnesses.length >> 1] ?? 0;
  let best: number | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const [row, { photoId, score }] of members.entries()) {
    const { sharpness, landmarkness } = looks[row] ?? { sharpness: null, landmarkness: 0 };
    const total =
      score +
      // Sharper than usual is no better: a tree in front has more edges than a bridge.
      weights.sharpness * (sharpness === null || usual === 0 ? 1 : Math.min(1, sharpness / usual)) +
      weights.landmarkness * landmarkness +
      weights.shape * (hasFittingShape(photos.get(photoId)) ? 1 : 0);
    if (total <= bestScore) continue;
    best = photoId;
    bestScore = total;
  }
  return best;
}

interface Look {
  readonly sharpness: number | null;
  readonly landmarkness: number;
}

/** Measures what was not measured yet, and keeps it. An embedder that cannot answer says nothing about any of them. */
async function rateLooks(
  { catalog, client, isClosed }: CoverTools,
  members: readonly RatedMember[],
): Promise<readonly Look[]> {
  const photos = readCandidates(catalog, members);
  const known = members.map(({ photoId }) => photos.get(photoId)?.sharpness ?? null);
  const [first] = members;
  if (client === null || first === undefined) {
    return known.map((sharpness) => ({ sharpness, landmarkness: 0 }));
  }
  const vectors = new Float32Array(members.length * first.vector.length);
  members.forEach(({ vector }, row) => vectors.set(vector, row * first.vector.length));
  const rated = await client
    .request('rateCovers', {
      contentHashes: members.map(({ photoId }, row) =>
        known[row] === null ? (photos.get(photoId)?.contentHash ?? null) : null,
      ),
      vectors,
    })
    .catch(() => null);
  return members.map(({ photoId }, row) => {
    const measured = rated?.sharpness[row] ?? Number.NaN;
    if (Number.isFinite(measured) && !isClosed()) catalog.coverCandidates.setSharpness(photoId, measured);
    return {
      sharpness: known[row] ?? (Number.isFinite(measured) ? measured : null),
      landmarkness: rated?.landmarkness[row] ?? 0,
    };
  });
}

function readCandidates(catalog: Catalog, members: readonly RatedMember[]): ReadonlyMap<number, CoverCandidate> {
  return new Map(catalog.coverCandidates.get(members.map(({ photoId }) => photoId)).map((one) => [one.id, one]));
}

function hasFittingShape(photo: CoverCandidate | undefined): boolean {
  if (photo === undefined) return true;
  const ratio = photo.width / photo.height;
  return ratio >= fittingShapes.least && ratio <= fittingShapes.most;
}

/** Cosine of each unit vector (row-major) with the mean of all. */
export function measureTypicality(vectors: Float32Array, rows: number): Float64Array {
  const dims = rows === 0 ? 0 : vectors.length / rows;
  const mean = new Float64Array(dims);
  vectors.forEach((value, index) => {
    const column = index % dims;
    mean[column] = (mean[column] ?? 0) + value;
  });
  const norm = Math.hypot(...mean) || 1;
  const cosines = new Float64Array(rows);
  vectors.forEach((value, index) => {
    const row = Math.floor(index / dims);
    cosines[row] = (cosines[row] ?? 0) + (value * (mean[index % dims] ?? 0)) / norm;
  });
  return cosines;
}
