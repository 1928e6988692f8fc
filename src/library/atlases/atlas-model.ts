/** @file The model that atlases have to fit: that of the catalog; and the bundled atlas, where it is of that model. */
import { join } from 'node:path';
import type { Catalog } from '../../db/catalog.ts';
import { readManifest } from '../../ml/model/load-model.ts';
import type { Manifest } from '../../ml/model/manifest.ts';
import { bundledAtlasName, type Atlas } from '../../ml/recognition/atlas.ts';
import { loadAtlas } from '../../ml/recognition/load-atlas.ts';
import type { LibraryOptions } from '../library-options.ts';
import { resolveModelFolder } from '../models/model-choice.ts';
import { readWithCatalog } from '../models/read-with-catalog.ts';

export interface AtlasModel {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The model in use. @throws CairnError `model-unusable` when its manifest cannot be read */
export async function readAtlasModel(options: LibraryOptions, catalog: Catalog | null): Promise<AtlasModel> {
  const folder = resolveModelFolder(catalog, options);
  return { folder, manifest: await readManifest(folder) };
}

/** The same, where no catalog is open. */
export function findAtlasModel(options: LibraryOptions): Promise<AtlasModel> {
  return readWithCatalog(options, (catalog) => readAtlasModel(options, catalog));
}

/** The bundled atlas; null where there is none, or none of this model. */
export async function loadBundledAtlas(
  { atlasFolder }: Pick<LibraryOptions, 'atlasFolder'>,
  { sha256, dims }: Manifest,
): Promise<Atlas | null> {
  if (atlasFolder === null) return null;
  // One that cannot be used is reported wherever names are given; building goes on without it.
  return await loadAtlas(join(atlasFolder, bundledAtlasName), { modelHash: sha256, dims }).catch(() => null);
}
