/** @file The atlases that a catalog can use: the bundled one and the installed packs; how a pack comes in and goes. */
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CairnError, toErrorView } from '../../api/errors.ts';
import type { Catalog } from '../../db/catalog.ts';
import { bundledAtlasName } from '../../ml/recognition/atlas.ts';
import {
  loadAtlas,
  readAtlasSummary,
  refuseOtherModel,
  type AtlasExpectations,
  type AtlasSummary,
} from '../../ml/recognition/load-atlas.ts';
import { listDataFolders } from '../data-folders.ts';
import type { LibraryOptions } from '../library-options.ts';
import { tighten } from '../private-folders.ts';
import { findInstalledPack, readAtlasChoice, readPackName } from './atlas-choice.ts';
import { readAtlasModel } from './atlas-model.ts';

export interface KnownAtlas {
  readonly origin: 'bundled' | 'installed';
  readonly file: string;
  /** Of an installed one its name on disk; null when a bundled one cannot be read. */
  readonly fingerprint: string | null;
  /** Name and version; `unreadable` where they cannot be read. */
  readonly name: string;
  /** Name and version of the model; null where they cannot be read. */
  readonly model: string | null;
  readonly landmarks: number;
  readonly references: number;
  readonly sizeBytes: number;
  readonly isInUse: boolean;
  readonly licence: string;
  readonly attribution: string;
  /** Why it gives no names; null when nothing is known against it. */
  readonly problem: string | null;
}

/** The bundled atlas, then the packs in use, then the others, each group as imported or by fingerprint. Vectors are not read. */
export async function listKnownAtlases(
  options: LibraryOptions,
  catalog: Catalog | null,
): Promise<readonly KnownAtlas[]> {
  const { isBundledUsed, packs } = readAtlasChoice(catalog);
  const model = await readAtlasModel(options, catalog).catch(() => null);
  const expected = model === null ? null : { modelHash: model.manifest.sha256, dims: model.manifest.dims };
  const names = await readdir(listDataFolders(options.dataFolder).atlases).catch(() => []);
  const others = names.flatMap((name) => readPackName(name) ?? []).filter((name) => !packs.includes(name));
  const look = async (origin: KnownAtlas['origin'], file: string, own: string | null, isInUse: boolean) => {
    const { summary, problem } = await lookAt(file, own, expected);
    const header = summary?.header;
    return {
      origin,
      file,
      fingerprint: own ?? summary?.fingerprint ?? null,
      name: header === undefined ? 'unreadable' : `${header.name} ${header.version}`,
      model: header?.modelName ?? null,
      landmarks: header?.landmarks.length ?? 0,
      references: header?.landmarks.reduce((sum, landmark) => sum + landmark.references, 0) ?? 0,
      sizeBytes: summary?.sizeBytes ?? 0,
      isInUse,
      licence: header?.licence ?? '',
      attribution: header?.attribution ?? '',
      problem,
    };
  };
  const lookAtPack = (own: string, isInUse: boolean): Promise<KnownAtlas> =>
    look('installed', findInstalledPack(options.dataFolder, own), own, isInUse);
  const { atlasFolder } = options;
  return [
    ...(atlasFolder === null ? [] : [await look('bundled', join(atlasFolder, bundledAtlasName), null, isBundledUsed)]),
    ...(await Promise.all(packs.map((own) => lookAtPack(own, true)))),
    ...(await Promise.all(others.sort().map((own) => lookAtPack(own, false)))),
  ];
}

async function lookAt(
  file: string,
  fingerprint: string | null,
  expected: AtlasExpectations | null,
): Promise<{ readonly summary: AtlasSummary | null; readonly problem: string | null }> {
  try {
    const summary = await readAtlasSummary(file);
    if (fingerprint !== null && summary.fingerprint !== fingerprint) {
      return { summary, problem: `${file} is another atlas than its name says; import it again.` };
    }
    try {
      if (expected !== null) refuseOtherModel(summary.header, expected);
      return { summary, problem: null };
    } catch (error) {
      return { summary, problem: toErrorView(error).message };
    }
  } catch (error) {
    return { summary: null, problem: toErrorView(error).message };
  }
}

const shortestFingerprint = 6;

/**
 * The atlas that a person means: "bundled", a name with or without its version, or the first digits of a fingerprint.
 * @throws CairnError `not-found` or, when several are called so, `invalid-input`
 */
export function findAtlas(atlases: readonly KnownAtlas[], word: string): KnownAtlas {
  const isMeant = ({ origin, name, fingerprint }: KnownAtlas): boolean =>
    (word === 'bundled' && origin === 'bundled') ||
    name === word ||
    name.replace(/ \S+$/, '') === word ||
    (word.length >= shortestFingerprint && fingerprint?.startsWith(word) === true);
  const [found, ...others] = atlases.filter(isMeant);
  if (found === undefined) {
    throw new CairnError('not-found', `There is no atlas "${word}". "cairn atlas list" shows those that there are.`);
  }
  if (others.length === 0) return found;
  throw new CairnError(
    'invalid-input',
    `Several atlases are called "${word}": say the first digits of one's fingerprint, see "cairn atlas list".`,
  );
}

const incomingPrefix = '.incoming-';

/**
 * Copies a pack into the data folder and checks the copy, which nobody changes meanwhile. Returns its fingerprint. The caller holds
 * the catalog's lock.
 * @throws CairnError `atlas-unusable` when it is damaged or of another model; `catalog-unusable` when it cannot be copied
 */
export async function installPack(file: string, dataFolder: string, expected: AtlasExpectations): Promise<string> {
  const folder = listDataFolders(dataFolder).atlases;
  // Read before a byte is copied: most mistakes are seen here.
  refuseOtherModel((await readAtlasSummary(file)).header, expected);
  const incoming = join(folder, incomingPrefix + randomUUID());
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeLeftovers(folder);
    await copyFile(file, incoming);
    tighten(incoming);
    await loadAtlas(incoming, expected);
    const { fingerprint } = await readAtlasSummary(incoming);
    await rename(incoming, findInstalledPack(dataFolder, fingerprint));
    return fingerprint;
  } catch (error) {
    if (error instanceof CairnError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CairnError(
      'catalog-unusable',
      `The atlas cannot be copied to ${folder} (${code}). Check the free space of the drive and the permissions of the folder.`,
      { cause: error },
    );
  } finally {
    await rm(incoming, { force: true });
  }
}

/** What a process left that died while it copied. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(incomingPrefix)) await rm(join(folder, name), { force: true });
  }
}
