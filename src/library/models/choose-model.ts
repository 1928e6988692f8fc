/** @file Chooses the model of a catalog: checks it, installs it, remembers the choice. */
import { openCatalog, type Catalog } from '../../db/catalog.ts';
import type { ModelCheck } from '../../ml/model/check/model-check.ts';
import { readManifest } from '../../ml/model/load-model.ts';
import { listDataFolders } from '../data-folders.ts';
import type { LibraryOptions } from '../library-options.ts';
import { acquireLock } from '../lock-file.ts';
import { checkModelFolder } from './check-model-folder.ts';
import { copyIncoming } from './install-model.ts';
import { describeName } from './known-models.ts';
import { storeModelChoice } from './model-choice.ts';

export interface ChooseModelParams {
  readonly library: LibraryOptions;
  /** Folder of the model; null: back to the bundled one. */
  readonly folder: string | null;
  /** Of the bundled model. */
  readonly bundledFolder: string;
  readonly signal: AbortSignal;
  readonly onCheck: (check: ModelCheck) => void;
}

export interface ModelChoiceResult {
  /** Null when a check failed or the call was interrupted: everything is as before. */
  readonly chosen: { readonly name: string; readonly hash: string; readonly folder: string } | null;
  readonly checks: readonly ModelCheck[];
  /** Photos that are embedded at the next scan, or when Cairn is started. */
  readonly toEmbed: number;
}

/**
 * Checks a copy of the model, puts it into the data folder and makes it the catalog's. Photos are embedded by whoever opens the
 * library next ([Note: spaces]).
 * @throws CairnError `catalog-unusable` while another process has the catalog; `model-unusable` when the bundled model is broken
 */
export async function chooseModel(params: ChooseModelParams): Promise<ModelChoiceResult> {
  const { dataFolder, sqliteBinding } = params.library;
  const lock = acquireLock(dataFolder, sqliteBinding);
  try {
    const withCatalog = <Value>(work: (catalog: Catalog) => Value): Value => {
      const catalog = openCatalog({ folder: dataFolder, nativeBinding: sqliteBinding });
      try {
        return work(catalog);
      } finally {
        catalog.close();
      }
    };
    return await chooseWith(params, withCatalog);
  } finally {
    lock.release();
  }
}

/** The same in an open library. @throws CairnError as `chooseModel` */
export function chooseModelInCatalog(params: ChooseModelParams, catalog: Catalog): Promise<ModelChoiceResult> {
  return chooseWith(params, (work) => work(catalog));
}

/** Lends the catalog for as long as `work` runs. */
type WithCatalog = <Value>(work: (catalog: Catalog) => Value) => Value;

async function chooseWith(params: ChooseModelParams, withCatalog: WithCatalog): Promise<ModelChoiceResult> {
  const { folder, bundledFolder } = params;
  if (folder !== null) return await installAndChoose({ ...params, folder }, withCatalog);
  const { sha256, ...manifest } = await readManifest(bundledFolder);
  const toEmbed = withCatalog((catalog) => storeChoice(catalog, null, sha256));
  return { chosen: { name: describeName(manifest), hash: sha256, folder: bundledFolder }, checks: [], toEmbed };
}

async function installAndChoose(
  { library, folder, signal, onCheck }: ChooseModelParams & { readonly folder: string },
  withCatalog: WithCatalog,
): Promise<ModelChoiceResult> {
  const incoming = await copyIncoming(folder, listDataFolders(library.dataFolder).models);
  try {
    const { launchEmbedder } = library;
    const checks = await checkModelFolder({ folder: incoming.folder, launchEmbedder, signal, onCheck });
    if (signal.aborted || checks.some(({ outcome }) => outcome === 'failed')) {
      return { chosen: null, checks, toEmbed: 0 };
    }
    const manifest = await readManifest(incoming.folder);
    const hash = manifest.sha256;
    const chosen = { name: describeName(manifest), hash, folder: await incoming.settle(hash) };
    return { chosen, checks, toEmbed: withCatalog((catalog) => storeChoice(catalog, hash, hash)) };
  } finally {
    await incoming.discard();
  }
}

/** Returns how many photos have no vector of the model. `choice`: null for the bundled one. */
function storeChoice(catalog: Catalog, choice: string | null, hash: string): number {
  storeModelChoice(catalog, choice);
  const modelId = catalog.embeddings.findModel(hash);
  return modelId === null ? catalog.photos.count() : catalog.embeddings.listPhotosWithout(modelId).length;
}
