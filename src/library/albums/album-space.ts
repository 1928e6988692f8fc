/**
 * @file Which model's vectors the albums are made of, and the change to another model.
 *
 * [Note: spaces] Vectors of two models cannot be compared: each model is a space of its own. `albums.basis` (in the catalog's
 * settings) names the model and the atlas that recognitions and groups were made with. When the embedder comes with another
 * model, the basis stays as it is: every photo that can be read is embedded again (jobs, newest first), while recognition and
 * grouping wait and the albums stay as they are, for looking at and for correcting. When no job is left that could be done,
 * the albums switch in one go (switch-space.ts): everything is recognised and grouped in the new space, groups are matched to
 * the albums that exist, the basis is set, and the old vectors of the photos that have new ones are dropped. A crash before
 * that leaves the old basis, and the rest is done by the next process. Photos that cannot be read meanwhile (drive absent,
 * file broken) keep their old vector and their albums; they are embedded and join in when they can be read again. While that
 * is most of the library, the albums do not switch: what has new vectors joins them as new photos do.
 */
import type { Catalog } from '../../db/catalog.ts';
import type { ModelInUse } from '../model-in-use.ts';
import { noteEverythingPending, noteNothingPending } from './pending-work.ts';

const basisKey = 'albums.basis';

type Basis = Pick<ModelInUse, 'hash' | 'atlas'>;

function formatBasis({ hash, atlas }: Basis): string {
  return `${hash} ${atlas ?? 'no atlas'}`;
}

/** Hash of the model that the albums were made with; null in a catalog without albums. */
export function readAlbumModel(catalog: Catalog): string | null {
  return catalog.settings.get(basisKey)?.split(' ')[0] ?? null;
}

/** True while the albums are those of another model, and photos are embedded again ([Note: spaces]). */
export function isSpaceChanging(catalog: Catalog, modelHash: string): boolean {
  const albumModel = readAlbumModel(catalog);
  return albumModel !== null && albumModel !== modelHash;
}

/** True when no more photos are without a vector of the model than have one, so that it can judge the albums. */
export function canJudge(catalog: Catalog, modelId: number): boolean {
  return catalog.embeddings.listPhotosWithout(modelId).length <= catalog.embeddings.count(modelId);
}

/**
 * Tells which model and atlas are in use. Another atlas for the same model: every photo is looked up again. Another model: the
 * basis stays until the albums have switched.
 */
export function noteBasis(catalog: Catalog, model: Basis): void {
  catalog.transaction(() => {
    const last = catalog.settings.get(basisKey);
    const albumModel = readAlbumModel(catalog);
    if (last === formatBasis(model)) return;
    if (albumModel !== null && albumModel !== model.hash && hasVectors(catalog, albumModel)) return;
    catalog.settings.set(basisKey, formatBasis(model));
    if (last !== null) noteEverythingPending(catalog);
  });
}

/** The albums are those of this model and atlas now, all of them. Call it when their last change is stored. */
export function noteSwitched(catalog: Catalog, model: Basis): void {
  catalog.transaction(() => {
    catalog.settings.set(basisKey, formatBasis(model));
    noteNothingPending(catalog);
  });
}

function hasVectors(catalog: Catalog, modelHash: string): boolean {
  const modelId = catalog.embeddings.findModel(modelHash);
  return modelId !== null && catalog.embeddings.count(modelId) > 0;
}
