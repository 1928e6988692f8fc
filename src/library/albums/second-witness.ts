/** @file A photo that follows its group into an album with a name: is it sure enough for that name? */
import type { Catalog } from '../../db/catalog.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import { createEvidenceGatherer } from '../evidence/gather-evidence.ts';
import { findGroupLandmarkId } from './landmark-albums.ts';
import type { GroupPlan, PlannedAlbum } from './match-groups.ts';

/** Confidence in its group from which a photo follows it into a named album by itself. */
const sureAlone = 0.86;
/** Probability that the look-up gives the album's landmark from which a less sure one follows, too. */
const leastRecognized = 0.3;
/** Photos a request. */
const chunkSize = 32;

export interface WitnessParams {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  readonly modelId: number;
  /** Whether somebody said what the album shows, and there are references to compare with. */
  readonly hasReferences: (albumId: number) => boolean;
}

/**
 * In an album without a name a stranger is a blemish; under a name it is a wrong name. Photos that only their group brings are asked
 * about once more by look-up when the group is not sure of them; who has no second witness is suggested instead (on the validation
 * photos: right names 97.8 to 98.4 %, B-cubed F1 0.900 to 0.886).
 */
export async function askSecondWitness<Plan extends Pick<GroupPlan, 'joins'>>(
  params: WitnessParams,
  plan: Plan,
): Promise<Plan> {
  const asked = plan.joins.filter(({ albumId }) => params.hasReferences(albumId));
  const doubtful = asked.flatMap(({ suggestions }) => suggestions.filter(isDoubtful).map(({ photoId }) => photoId));
  if (doubtful.length === 0) return plan;
  const recognized = await lookUp(params, doubtful);
  const judge = <Join extends PlannedAlbum & { readonly albumId: number }>(join: Join): Join => ({
    ...join,
    suggestions: join.suggestions.map((suggestion) =>
      isDoubtful(suggestion) && !hasWitness(params.catalog, recognized.get(suggestion.photoId), join.albumId)
        ? { ...suggestion, isTentative: true }
        : suggestion,
    ),
  });
  return { ...plan, joins: plan.joins.map((join) => (params.hasReferences(join.albumId) ? judge(join) : join)) };
}

function isDoubtful({ confidence, isTentative }: PlannedAlbum['suggestions'][number]): boolean {
  return !isTentative && confidence < sureAlone;
}

function hasWitness(catalog: Catalog, candidates: ReadonlyMap<string, number> | undefined, albumId: number): boolean {
  const album = catalog.albums.get(albumId);
  const landmarkId = album === null ? null : (album.landmarkId ?? findGroupLandmarkId(catalog, album));
  return landmarkId !== null && (candidates?.get(landmarkId) ?? 0) >= leastRecognized;
}

/** Probabilities of the candidates of each photo, by landmark id. */
async function lookUp(
  { catalog, client, modelId }: WitnessParams,
  photoIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, number>>> {
  const gatherer = createEvidenceGatherer(catalog);
  const found = new Map<number, ReadonlyMap<string, number>>();
  for (let start = 0; start < photoIds.length; start += chunkSize) {
    const { photoIds: ids, vectors } = catalog.embeddings.getMany(photoIds.slice(start, start + chunkSize), modelId);
    const dims = ids.length === 0 ? 0 : vectors.length / ids.length;
    const photos = Array.from(ids, (photoId, row) => ({
      photoId,
      vector: vectors.slice(row * dims, (row + 1) * dims),
      ...gatherer.gather(photoId, { hasWalk: true }),
    }));
    const recognitions = photos.length === 0 ? [] : await client.request('recognize', { photos });
    recognitions.forEach(({ candidates }, row) => {
      const photoId = ids[row];
      if (photoId === undefined) return;
      found.set(photoId, new Map(candidates.map(({ landmarkId, confidence }) => [landmarkId, confidence])));
    });
  }
  return found;
}
