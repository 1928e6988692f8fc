/** @file Imports, removes and chooses atlases: of a catalog that no other process has, or of the one that is open here. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { openCatalog, type Catalog } from '../../db/catalog.ts';
import { landmarkFactsSchema } from '../../ml/recognition/atlas.ts';
import { readAtlasSummary, refuseOtherModel, type AtlasExpectations } from '../../ml/recognition/load-atlas.ts';
import type { LibraryOptions } from '../library-options.ts';
import { acquireLock } from '../lock-file.ts';
import { findInstalledPack, readAtlasChoice, storeAtlasChoice } from './atlas-choice.ts';
import { findAtlasModel, readAtlasModel } from './atlas-model.ts';
import { buildAtlas, type BuildParams } from './build-atlas.ts';
import { findAtlas, installPack, listKnownAtlases, type KnownAtlas } from './installed-atlases.ts';

/** Hands the catalog, opened for writing under its lock, to `work`. Photos are looked up again by whoever opens the library next. */
async function changeCatalog<Value>(
  { dataFolder, sqliteBinding }: LibraryOptions,
  work: (catalog: Catalog) => Promise<Value>,
): Promise<Value> {
  const lock = acquireLock(dataFolder, sqliteBinding);
  try {
    const catalog = openCatalog({ folder: dataFolder, nativeBinding: sqliteBinding });
    try {
      return await work(catalog);
    } finally {
      catalog.close();
    }
  } finally {
    lock.release();
  }
}

/** Puts a pack into the data folder and uses it beside those in use; a copy of the bundled atlas is that one, used again. */
async function installAtlas(
  library: LibraryOptions,
  catalog: Catalog,
  file: string,
  expected: AtlasExpectations,
): Promise<KnownAtlas> {
  const { isBundledUsed, packs } = readAtlasChoice(catalog);
  const bundled = (await listKnownAtlases(library, catalog)).find(({ origin }) => origin === 'bundled');
  if (bundled?.problem === null && (await readAtlasSummary(file)).fingerprint === bundled.fingerprint) {
    storeAtlasChoice(catalog, { isBundledUsed: true, packs });
    return { ...bundled, isInUse: true };
  }
  const fingerprint = await installPack(file, library.dataFolder, expected);
  storeAtlasChoice(catalog, {
    isBundledUsed,
    packs: [...packs.filter((pack) => pack !== fingerprint), fingerprint],
  });
  return findAtlas(await listKnownAtlases(library, catalog), fingerprint);
}

export interface ImportParams {
  readonly library: LibraryOptions;
  readonly file: string;
  /** The photos it was built from, to build it again when it is of another model; null without them. */
  readonly photos: string | null;
  readonly build: Pick<BuildParams, 'variant' | 'referencesPerLandmark' | 'signal' | 'onProgress'>;
}

/**
 * Installs a pack and uses it from now on, beside those in use. Null when the signal aborts a build: everything is as before.
 * @throws CairnError `atlas-unusable` for a pack that is damaged, or of another model while there are no photos;
 *   `catalog-unusable` while another process has the catalog
 */
export async function importAtlas(params: ImportParams): Promise<{ atlas: KnownAtlas; isRebuilt: boolean } | null> {
  const { library, file, photos, build } = params;
  const { manifest } = await findAtlasModel(library);
  const { header } = await readAtlasSummary(file);
  const expected = { modelHash: manifest.sha256, dims: manifest.dims };
  if (photos === null) {
    try {
      refuseOtherModel(header, expected);
    } catch (error) {
      if (!(error instanceof CairnError)) throw error;
      throw new CairnError(
        error.code,
        `The atlas "${header.name}" was built for the model ${header.modelName}, this catalog uses ${manifest.name} ${manifest.version}: their vectors cannot be compared. With its photos it can be built again: cairn atlas import PACK --photos FOLDER`,
        { cause: error },
      );
    }
  }
  const isRebuilt = photos !== null && (header.modelSha256 !== manifest.sha256 || header.dims !== manifest.dims);
  const folder = isRebuilt ? await mkdtemp(join(tmpdir(), 'cairn-atlas-')) : null;
  try {
    let source = file;
    if (isRebuilt && folder !== null) {
      source = join(folder, 'rebuilt.cairn-atlas');
      const { name, version, licence, attribution } = header;
      const knownFacts = header.landmarks.map((landmark) => landmarkFactsSchema.strip().parse(landmark));
      const rights = { licence, attribution };
      const built = await buildAtlas({
        ...build,
        library,
        source: photos,
        out: source,
        name,
        version,
        rights,
        knownFacts,
      });
      if (built === null) return null;
    }
    return await changeCatalog(library, async (catalog) => ({
      atlas: await installAtlas(library, catalog, source, expected),
      isRebuilt,
    }));
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

/** Installs a pack into the open library and uses it. @throws CairnError as `importAtlas` */
export async function importIntoCatalog(library: LibraryOptions, catalog: Catalog, file: string): Promise<KnownAtlas> {
  const { manifest } = await readAtlasModel(library, catalog);
  return await installAtlas(library, catalog, file, { modelHash: manifest.sha256, dims: manifest.dims });
}

/**
 * Makes exactly these atlases the catalog's; none: no landmark has a name.
 * @throws CairnError `not-found`, `invalid-input`, `atlas-unusable` for one of another model, `catalog-unusable`
 */
export async function chooseAtlases(library: LibraryOptions, words: readonly string[]): Promise<readonly KnownAtlas[]> {
  return await changeCatalog(library, (catalog) => chooseInCatalog(library, catalog, words));
}

/** The same in an open library. @throws CairnError as `chooseAtlases` */
export async function chooseInCatalog(
  library: LibraryOptions,
  catalog: Catalog,
  words: readonly string[],
): Promise<readonly KnownAtlas[]> {
  const known = await listKnownAtlases(library, catalog);
  const chosen = words.map((word) => findAtlas(known, word));
  const broken = chosen.find(({ problem }) => problem !== null);
  if (broken !== undefined) throw new CairnError('atlas-unusable', broken.problem ?? '');
  storeAtlasChoice(catalog, {
    isBundledUsed: chosen.some(({ origin }) => origin === 'bundled'),
    packs: [...new Set(chosen.flatMap(({ origin, fingerprint }) => (origin === 'bundled' ? [] : (fingerprint ?? []))))],
  });
  return await listKnownAtlases(library, catalog);
}

/**
 * Deletes an installed pack. Albums that it named stay.
 * @throws CairnError `not-found`, `invalid-input` for the bundled one, `catalog-unusable`
 */
export async function removeAtlas(library: LibraryOptions, word: string): Promise<KnownAtlas> {
  return await changeCatalog(library, (catalog) => removeFromCatalog(library, catalog, word));
}

/** The same in an open library. @throws CairnError as `removeAtlas` */
export async function removeFromCatalog(library: LibraryOptions, catalog: Catalog, word: string): Promise<KnownAtlas> {
  const removed = findAtlas(await listKnownAtlases(library, catalog), word);
  const { fingerprint, origin } = removed;
  if (origin === 'bundled' || fingerprint === null) {
    throw new CairnError(
      'invalid-input',
      'The bundled atlas is a part of Cairn; "cairn atlas use" with the others, or with "none", switches it off.',
    );
  }
  const { isBundledUsed, packs } = readAtlasChoice(catalog);
  // First: a choice of a file that is gone would be reported for ever.
  storeAtlasChoice(catalog, { isBundledUsed, packs: packs.filter((pack) => pack !== fingerprint) });
  await rm(findInstalledPack(library.dataFolder, fingerprint), { force: true });
  return removed;
}
