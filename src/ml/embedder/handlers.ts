/** @file One function a request ([Note: embedder IPC]). */
import { CairnError } from '../../api/errors.ts';
import { hashThumbnail } from '../decode/picture-hashes.ts';
import { PhotoFailure } from '../decode/photo-failure.ts';
import type { EmbedderRequests, FromEmbedder } from '../embedder-messages.ts';
import { findDuplicatePairs } from '../duplicates/find-duplicates.ts';
import { findSurroundings } from '../grouping/find-surroundings.ts';
import { packGroups, unpackPhotos } from '../grouping/packed-groups.ts';
import { createWatchedGrouping } from '../grouping/watched-grouping.ts';
import { createGroupSearch } from '../neighbours/group-search.ts';
import { createReferenceGathering } from '../recognition/gather-references.ts';
import type { EmbedderCore } from './embedder-core.ts';
import { readPhotoExposure } from '../decode/exposure.ts';
import { computeAttention } from './photo-attention.ts';
import { rateCovers } from './rate-covers.ts';
import { renderPhotoView, renderSmallJpeg } from './photo-view.ts';

/** Requests that need an initialized embedder. */
export type CoreHandlers = {
  readonly [Method in Exclude<keyof EmbedderRequests, 'initialize' | 'memory' | 'checkModel'>]: (
    params: EmbedderRequests[Method]['params'],
  ) => Promise<EmbedderRequests[Method]['result']>;
};

/** A photo that cannot be read is the caller's news, with its reason. */
async function explainFailure<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PhotoFailure)) throw error;
    throw new CairnError(error.isTransient ? 'photo-unavailable' : 'photo-unreadable', error.message, { cause: error });
  }
}

/** All requests but `initialize`, `memory` and `checkModel`. They reject with CairnError for what a person can do something about. */
export function createCoreHandlers(core: EmbedderCore, notify: (message: FromEmbedder) => void): CoreHandlers {
  const { model, loader, runner, indexer, index, knowledge, searchSession, thumbnailFolder } = core;
  const grouping = createWatchedGrouping({
    createSearch: (onShare) => createGroupSearch(searchSession, onShare),
    onProgress: (doneShare) => notify({ type: 'group-progress', doneShare }),
  });
  const gatherReferences = createReferenceGathering(model.manifest.dims);
  return {
    indexPhoto: (photo) => indexer.index(photo),
    embedFile: ({ path }) => explainFailure(indexer.embedFile(path)),
    loadVectors: async ({ photoIds, vectors }) => {
      index.load(photoIds, vectors);
      return Promise.resolve(null);
    },
    clearVectors: async () => {
      index.clear();
      return Promise.resolve(null);
    },
    neighbours: ({ queries, k }) => index.search(queries, k),
    searchEffort: () => Promise.resolve(index.getEffort()),
    setPersonalReferences: async (part) => {
      const references = gatherReferences(part);
      return references === null
        ? null
        : { setAside: await knowledge.get().recognizer.setPersonalReferences(references) };
    },
    recognize: async ({ photos }) => knowledge.get().recognizer.recognize(photos),
    explain: async ({ photo }) => knowledge.get().recognizer.explain(photo),
    group: async (params) => {
      const groups = await grouping.run({
        ...params,
        photos: unpackPhotos(params.photos),
        getVector: index.getVector,
        dims: model.manifest.dims,
        landmarkness: knowledge.get().landmarkness,
      });
      return packGroups(groups);
    },
    cancelGroup: () => {
      grouping.cancel();
      return Promise.resolve(null);
    },
    surroundings: ({ photoIds }) =>
      findSurroundings({
        photoIds,
        getVector: index.getVector,
        dims: model.manifest.dims,
        landmarkness: knowledge.get().landmarkness,
        search: index.search,
      }),
    renderView: async ({ path, outputPath }) => {
      await explainFailure(renderPhotoView(loader, path, outputPath));
      return null;
    },
    attention: ({ path }) => explainFailure(computeAttention({ loader, runner, manifest: model.manifest }, path)),
    readExposure: ({ path }) => explainFailure(readPhotoExposure(loader, path)),
    findDuplicates: (params) => findDuplicatePairs({ ...params, getVector: index.getVector }),
    hashThumbnails: ({ contentHashes }) =>
      Promise.all(contentHashes.map((contentHash) => hashThumbnail(thumbnailFolder, contentHash))),
    rateCovers: (params) => rateCovers(params, knowledge.get().landmarkness, core.thumbnailFolder),
    renderJpeg: (params) => explainFailure(renderSmallJpeg(loader, params)),
    renderThumbnails: async ({ path, contentHash }) => {
      await explainFailure(indexer.renderThumbnails(path, contentHash));
      return null;
    },
  };
}
