/** @file The models that a catalog could use or has used: bundled, installed, named for this call, and gone ones. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CairnError, toErrorView } from '../../api/errors.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { ModelRow } from '../../db/embeddings.ts';
import { ModelError } from '../../ml/model/fail-model.ts';
import { readManifest } from '../../ml/model/load-model.ts';
import type { Manifest } from '../../ml/model/manifest.ts';
import { modelFiles } from '../../ml/model/read-model-file.ts';
import { listDataFolders } from '../data-folders.ts';
import { listBundledModels } from '../find-bundled-model.ts';
import type { LibraryOptions } from '../library-options.ts';
import { resolveModelFolder } from './model-choice.ts';

export interface KnownModel {
  /** `named`: by an option of this call. `gone`: photos have its vectors, and its folder is not there. */
  readonly origin: 'bundled' | 'installed' | 'named' | 'gone';
  /** Null for one that is gone. */
  readonly folder: string | null;
  /** Null when it cannot be read. */
  readonly manifest: Manifest | null;
  /** Name and version. */
  readonly name: string;
  /** sha256 of model.onnx as its manifest has it; null when that cannot be read. */
  readonly hash: string | null;
  /** Of the files of a model; 0 for one that is gone. */
  readonly sizeBytes: number;
  readonly isInUse: boolean;
  /** Photos of the catalog that have its vector. */
  readonly photos: number;
  /** Why it cannot be used; null when nothing is known against it. */
  readonly problem: string | null;
}

export type ModelPlaces = Pick<LibraryOptions, 'dataFolder' | 'modelFolder' | 'isModelNamed'> & {
  /** Holds the bundled models. */
  readonly bundledModelsFolder: string;
};

/** What is known of the model in a folder, without its weights being read. */
async function lookAt(
  origin: KnownModel['origin'],
  folder: string,
  { inUse, stored }: { readonly inUse: string; readonly stored: readonly ModelRow[] },
): Promise<KnownModel> {
  const { manifest, problem } = await tryManifest(folder);
  const hash = manifest?.sha256 ?? null;
  return {
    origin,
    folder,
    manifest,
    problem,
    hash,
    name: manifest === null ? 'unreadable' : describeName(manifest),
    sizeBytes: await measureFolder(folder),
    isInUse: folder === inUse,
    photos: stored.find((model) => model.hash === hash)?.photos ?? 0,
  };
}

function readState(places: ModelPlaces, catalog: Catalog | null): { inUse: string; stored: readonly ModelRow[] } {
  return { inUse: resolveModelFolder(catalog, places), stored: catalog?.embeddings.listModels() ?? [] };
}

/** A folder that a person named. */
export function describeFolder(places: ModelPlaces, folder: string, catalog: Catalog | null): Promise<KnownModel> {
  return lookAt('named', folder, readState(places, catalog));
}

/** Bundled ones first, then installed ones, each by name. Manifests are read, weights are not. */
export async function listKnownModels(places: ModelPlaces, catalog: Catalog | null): Promise<readonly KnownModel[]> {
  const state = readState(places, catalog);
  const look = (origin: KnownModel['origin'], folder: string): Promise<KnownModel> => lookAt(origin, folder, state);
  const bundled = await Promise.all(listBundledModels(places.bundledModelsFolder).map((at) => look('bundled', at)));
  const installedFolder = listDataFolders(places.dataFolder).models;
  const names = (await readdir(installedFolder).catch(() => [])).filter((name) => !name.startsWith('.')).sort();
  const installed = await Promise.all(names.map((name) => look('installed', join(installedFolder, name))));
  const models = [...bundled, ...installed];
  // Named for this call, or chosen and vanished.
  if (!models.some(({ isInUse }) => isInUse)) {
    models.push(await look(places.isModelNamed === true ? 'named' : 'installed', state.inUse));
  }
  const known = new Set(models.map(({ hash }) => hash));
  const gone = state.stored.filter(({ hash, photos }) => photos > 0 && !known.has(hash));
  return [
    ...models,
    ...gone.map(({ name, hash, photos }): KnownModel => ({
      origin: 'gone',
      folder: null,
      manifest: null,
      name,
      hash,
      sizeBytes: 0,
      isInUse: false,
      photos,
      problem: null,
    })),
  ];
}

export function describeName({ name, version }: Pick<Manifest, 'name' | 'version'>): string {
  return `${name} ${version}`;
}

const shortestHash = 6;

/**
 * The model that a person means: nothing for the one in use, "bundled", a folder, a name, or the first digits of a hash.
 * @throws CairnError `not-found` or `invalid-input`
 */
export function findModel(models: readonly KnownModel[], word: string | null): KnownModel | null {
  if (word === null) return models.find(({ isInUse }) => isInUse) ?? null;
  if (word === 'bundled') return models.find(({ origin }) => origin === 'bundled') ?? null;
  const isMeant = ({ manifest, name, hash, folder }: KnownModel): boolean =>
    folder !== null &&
    (manifest?.name === word || name === word || (word.length >= shortestHash && hash?.startsWith(word) === true));
  const [found, ...others] = models.filter(isMeant);
  if (others.some(({ hash }) => hash !== found?.hash)) {
    throw new CairnError(
      'invalid-input',
      `Several models are called "${word}": "cairn model list" shows their hashes.`,
    );
  }
  return found ?? null;
}

async function tryManifest(folder: string): Promise<Pick<KnownModel, 'manifest' | 'problem'>> {
  try {
    return { manifest: await readManifest(folder), problem: null };
  } catch (error) {
    return { manifest: null, problem: error instanceof ModelError ? error.reason : toErrorView(error).message };
  }
}

async function measureFolder(folder: string): Promise<number> {
  const sizes = await Promise.all(
    Object.keys(modelFiles).map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
