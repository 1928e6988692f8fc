/** @file Why a photo is recognised as it is: references, photos of the library, and every piece of evidence with its weight. */
import { CairnError } from '../../api/errors.ts';
import type { EvidenceFact, EvidenceView, LandmarkReasons, PhotoReasons, SimilarReason } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { PhotoEvidenceRow } from '../../db/photo-evidence.ts';
import type { ExplainedLandmark, RecognizePhoto, WeighedEvidence } from '../../ml/embedder-messages.ts';
import { describePlace } from '../albums/album-places.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import { createEvidenceGatherer } from './gather-evidence.ts';

/** Nearest photos of the library that are listed. */
const similarCount = 5;

export interface ExplainOptions {
  readonly client: EmbedderClient;
  /** Null: without a library. */
  readonly catalog: Catalog | null;
  /** Name of a landmark or group by its landmark id. */
  readonly nameOf: (landmarkId: string) => string;
}

/** A photo and what is known of it in words. */
export interface ExplainedPhoto {
  readonly photo: RecognizePhoto;
  /** Null where it is not in the library. */
  readonly photoId: number | null;
  readonly facts: Pick<PhotoEvidenceRow, 'keywords' | 'pictureKind'>;
}

/**
 * Explains a photo of the library as its last look-up saw it.
 * @throws CairnError `not-found`, or `photo-unavailable` while it has no vector of the model
 */
export async function explainLibraryPhoto(
  options: ExplainOptions & { readonly catalog: Catalog; readonly modelId: number | null },
  photoId: number,
): Promise<PhotoReasons> {
  const { catalog, modelId } = options;
  const [facts] = catalog.photoEvidence.getMany([photoId]);
  if (facts === undefined) throw new CairnError('not-found', 'This photo is not in the library (any more).');
  const vector = modelId === null ? null : catalog.embeddings.get(photoId, modelId);
  if (vector === null) throw new CairnError('photo-unavailable', 'This photo is not indexed yet.');
  const evidence = createEvidenceGatherer(catalog).gather(photoId, { hasWalk: true });
  return explainPhoto(options, { photo: { ...evidence, vector, photoId }, photoId, facts });
}

/** Explains any photo. */
export async function explainPhoto(options: ExplainOptions, explained: ExplainedPhoto): Promise<PhotoReasons> {
  const { client, nameOf } = options;
  const { photo, facts } = explained;
  const { recognition, landmarks } = await client.request('explain', { photo });
  const { landmarkId, confidence, landmarkness, none, twins } = recognition;
  const estimate = photo.estimate ?? null;
  return {
    landmarkId,
    name: landmarkId === null ? null : nameOf(landmarkId),
    confidence: landmarkId === null ? null : confidence,
    landmarkness,
    none,
    twins: twins.map(nameOf),
    landmarks: landmarks.map((landmark) => showLandmark(landmark, nameOf)),
    similar: await listSimilar(options, explained),
    keywords: facts.keywords,
    pictureKind: facts.pictureKind,
    estimatedPlace: estimate === null ? null : { ...estimate, place: describePlace(estimate) },
  };
}

function showLandmark(landmark: ExplainedLandmark, nameOf: ExplainOptions['nameOf']): LandmarkReasons {
  const { landmarkId, probability, references, evidence } = landmark;
  return {
    landmarkId,
    name: nameOf(landmarkId),
    probability,
    references,
    evidence: evidence.map((piece): EvidenceView => ({ ...readFact(piece), logOdds: piece.logOdds })),
  };
}

/** What a piece of evidence says, without words: those are made where it is shown. */
function readFact({ kind, distanceMeters = 0, minutes = 0, text = '' }: WeighedEvidence): EvidenceFact {
  switch (kind) {
    case 'look':
      return { kind };
    case 'gps':
    case 'estimate':
      return { kind, distanceMeters };
    case 'walk':
      return { kind, minutes };
    case 'folder':
    case 'file-name':
    case 'keyword':
      return { kind, words: text };
  }
}

async function listSimilar({ client, catalog }: ExplainOptions, explained: ExplainedPhoto): Promise<SimilarReason[]> {
  if (catalog === null) return [];
  const { photo, photoId } = explained;
  const { photoIds, cosines } = await client.request('neighbours', { queries: photo.vector, k: similarCount + 1 });
  return [...photoIds]
    .map((id, place) => ({ id, cosine: cosines[place] ?? 0 }))
    .filter(({ id }) => id !== 0 && id !== photoId)
    .slice(0, similarCount)
    .map(({ id, cosine }) => ({
      photoId: id,
      cosine,
      albums: catalog.memberships
        .listForPhoto(id)
        .filter(({ state, isTentative }) => state !== 'rejected' && !isTentative)
        .map(({ name }) => name),
    }));
}
