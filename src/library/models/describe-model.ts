/** @file What is known of one model, for `cairn model show`: its manifest, and what the embedder says when it is started with it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CairnError, toErrorView, type ErrorView } from '../../api/errors.ts';
import type { ProviderVerdict } from '../../api/views.ts';
import type { InitializeResult } from '../../ml/embedder-messages.ts';
import { loadModel } from '../../ml/model/load-model.ts';
import type { Manifest } from '../../ml/model/manifest.ts';
import { loadSelfTest } from '../../ml/model/self-test.ts';
import { listDataFolders } from '../data-folders.ts';
import { resolveAtlases } from '../atlases/atlas-choice.ts';
import { createEmbedderSupervisor } from '../embedder/embedder-supervisor.ts';
import type { LibraryOptions } from '../library-options.ts';
import { silentLogger } from '../logger.ts';
import type { KnownModel } from './known-models.ts';
import { readWithCatalog } from './read-with-catalog.ts';

export interface ModelDescription extends KnownModel {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Path of its MODEL_CARD.md; null when there is none. */
  readonly card: string | null;
  /** True when model.onnx is the one of the manifest. */
  readonly isIntact: boolean;
  /** Golden embeddings in its self-test.json. */
  readonly goldenEmbeddings: number;
  /** False: every photo may be named and grouped. Null when it does not start. */
  readonly hasLandmarkness: boolean | null;
  /** Atlas that gives names with this model; null: none, recognition is off. */
  readonly atlas: string | null;
  /** Why there is none. */
  readonly atlasProblem: string | null;
  readonly verdicts: readonly ProviderVerdict[];
  /** Why it does not start; null when it does. */
  readonly failure: ErrorView | null;
}

/**
 * Reads the whole model and starts an embedder with it.
 * @throws CairnError `model-unusable` when there is no manifest to describe
 */
export async function describeModel(model: KnownModel, options: LibraryOptions): Promise<ModelDescription> {
  const { folder, manifest } = model;
  if (folder === null || manifest === null) {
    throw new CairnError(
      'model-unusable',
      model.problem ?? `The model ${model.name} is not installed any more; "cairn model use DIR" installs it again.`,
    );
  }
  let [isIntact, goldenEmbeddings] = [false, 0];
  let started: InitializeResult | null = null;
  let failure: ErrorView | null = null;
  try {
    const loaded = await loadModel(folder);
    isIntact = true;
    goldenEmbeddings = (await loadSelfTest(loaded)).length;
    started = await startWith(folder, model.isInUse, options);
  } catch (error) {
    failure = toErrorView(error);
  }
  const card = join(folder, 'MODEL_CARD.md');
  return {
    ...model,
    folder,
    manifest,
    card: existsSync(card) ? card : null,
    isIntact,
    goldenEmbeddings,
    hasLandmarkness: started?.hasLandmarkness ?? null,
    atlas: started?.atlasName ?? null,
    atlasProblem: started?.atlasProblem ?? null,
    verdicts: started?.verdicts ?? [],
    failure,
  };
}

async function startWith(folder: string, isInUse: boolean, options: LibraryOptions): Promise<InitializeResult | null> {
  const folders = listDataFolders(options.dataFolder);
  const atlases = await readWithCatalog(options, (catalog) => Promise.resolve(resolveAtlases(catalog, options)));
  const supervisor = createEmbedderSupervisor({
    launch: options.launchEmbedder,
    logger: options.log ?? silentLogger,
    initialize: {
      modelFolder: folder,
      ...atlases,
      thumbnailFolder: folders.thumbnails,
      provider: options.provider ?? 'auto',
      // Verdicts are kept for the model in use alone: looking at another must not make Cairn forget them.
      cacheFolder: isInUse && existsSync(folders.catalog) ? folders.cache : null,
    },
    prepare: () => Promise.resolve(),
    isKnown: () => false,
    onPhotoStarted: () => undefined,
    onCrash: () => undefined,
    onViewChanged: () => undefined,
  });
  try {
    await supervisor.obtain();
    return supervisor.getDetails();
  } finally {
    supervisor.close();
  }
}
