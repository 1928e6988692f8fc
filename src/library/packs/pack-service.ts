/** @file Models and atlases of the open library: listed, taken in, used, removed. What is in use is exchanged with the embedder. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { CairnError } from '../../api/errors.ts';
import type { AtlasPackView, ModelImport, ModelPackView, PacksView } from '../../api/upkeep-views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { readAtlasChoice } from '../atlases/atlas-choice.ts';
import { chooseInCatalog, importIntoCatalog, removeFromCatalog } from '../atlases/choose-atlases.ts';
import { listKnownAtlases, type KnownAtlas } from '../atlases/installed-atlases.ts';
import type { LibraryOptions } from '../library-options.ts';
import { chooseModelInCatalog } from '../models/choose-model.ts';
import { describeFolder, listKnownModels, type KnownModel } from '../models/known-models.ts';
import { findInstalledFolder, storeModelChoice } from '../models/model-choice.ts';
import { dirname } from 'node:path';

export interface PackService {
  readonly list: () => Promise<PacksView>;
  /** Installs a pack from a file and uses it. @throws CairnError `atlas-unusable` */
  readonly importAtlas: (file: string) => Promise<AtlasPackView>;
  /** @throws CairnError `not-found`, `atlas-unusable` */
  readonly useAtlas: (id: string, isUsed: boolean) => Promise<void>;
  /** @throws CairnError `not-found`, `invalid-input` for the bundled one */
  readonly removeAtlas: (id: string) => Promise<void>;
  /** Checks a copy of the model in a process of its own, and uses it when it passes. @throws CairnError `model-unusable` */
  readonly importModel: (folder: string) => Promise<ModelImport>;
  /** Null: the bundled one. @throws CairnError `not-found` */
  readonly useModel: (hash: string | null) => Promise<void>;
  /** @throws CairnError `invalid-input` for the one in use */
  readonly removeModel: (hash: string) => Promise<void>;
}

export interface PackServiceOptions {
  readonly library: LibraryOptions;
  readonly catalog: Catalog;
  /** What the embedder works with has changed. */
  readonly onInputsChanged: () => Promise<void>;
}

/** Makes the service. Changes run one after the other. */
export function createPackService({ library, catalog, onInputsChanged }: PackServiceOptions): PackService {
  const places = { ...library, bundledModelsFolder: dirname(library.modelFolder) };
  let last: Promise<unknown> = Promise.resolve();
  const change = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = last.then(async () => {
      const value = await work();
      await onInputsChanged();
      return value;
    });
    last = next.catch(() => undefined);
    return await next;
  };

  return {
    list: async () => ({
      models: (await listKnownModels(places, catalog)).map(viewModel),
      atlases: (await listKnownAtlases(library, catalog)).map(viewAtlas),
    }),
    importAtlas: (file) => change(async () => viewAtlas(await importIntoCatalog(library, catalog, file))),
    useAtlas: (id, isUsed) =>
      change(async () => {
        const { isBundledUsed, packs } = readAtlasChoice(catalog);
        const used = [...(isBundledUsed ? ['bundled'] : []), ...packs].filter((word) => word !== id);
        await chooseInCatalog(library, catalog, isUsed ? [...used, id] : used);
      }),
    removeAtlas: (id) =>
      change(async () => {
        await removeFromCatalog(library, catalog, id);
      }),
    importModel: (folder) =>
      change(async () => {
        const { chosen, checks, toEmbed } = await chooseModelInCatalog(
          {
            library,
            folder,
            bundledFolder: library.modelFolder,
            signal: new AbortController().signal,
            onCheck: () => undefined,
          },
          catalog,
        );
        const failures = checks.filter(({ outcome }) => outcome === 'failed').map(({ detail }) => detail);
        return { name: chosen?.name ?? null, failures, toEmbed };
      }),
    useModel: (hash) =>
      change(async () => {
        if (hash === null) {
          storeModelChoice(catalog, null);
          return;
        }
        const model = await describeFolder(places, findInstalledFolder(library.dataFolder, hash), catalog);
        if (model.problem !== null || model.hash !== hash) {
          throw new CairnError('not-found', 'This model is not installed any more. Install it again from its folder.');
        }
        storeModelChoice(catalog, hash);
      }),
    removeModel: (hash) =>
      change(async () => {
        const folder = findInstalledFolder(library.dataFolder, hash);
        const { isInUse } = await describeFolder(places, folder, catalog);
        if (isInUse) throw new CairnError('invalid-input', 'This model is in use. Use another one first.');
        if (existsSync(folder)) await rm(folder, { recursive: true, force: true });
      }),
  };
}

function viewModel({ hash, name, origin, sizeBytes, isInUse, photos, problem }: KnownModel): ModelPackView {
  return { hash, name, origin, sizeBytes, isInUse, photos, problem };
}

function viewAtlas(atlas: KnownAtlas): AtlasPackView {
  const { origin, fingerprint, name, landmarks, sizeBytes, isInUse, licence, attribution, problem } = atlas;
  const id = origin === 'bundled' || fingerprint === null ? 'bundled' : fingerprint;
  return { id, name, origin, landmarks, sizeBytes, isInUse, licence, attribution, problem };
}
