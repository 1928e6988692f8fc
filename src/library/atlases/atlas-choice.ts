/**
 * @file Which atlases a catalog uses: the bundled one unless it was switched off, and installed packs. The choice is the catalog's
 * own; packs lie in its data folder, each under the sha256 that its file says it has ([Note: atlas pack]).
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { Catalog } from '../../db/catalog.ts';
import type { InitializeParams } from '../../ml/embedder-messages.ts';
import { bundledAtlasName } from '../../ml/recognition/atlas.ts';
import { listDataFolders } from '../data-folders.ts';
import type { LibraryOptions } from '../library-options.ts';

const choiceKey = 'atlas.choice';
const fingerprintSchema = z.string().regex(/^[0-9a-f]{64}$/);

const atlasChoiceSchema = z.object({
  isBundledUsed: z.boolean(),
  /** Fingerprints of the installed packs in use, first imported first. They become parts of paths. */
  packs: z.array(fingerprintSchema).max(1000),
});

export type AtlasChoice = z.output<typeof atlasChoiceSchema>;

const defaultChoice: AtlasChoice = { isBundledUsed: true, packs: [] };

/** What a catalog uses; the bundled atlas alone where nothing was chosen, or what is stored is none of ours. */
export function readAtlasChoice(catalog: Catalog | null): AtlasChoice {
  const stored = catalog?.settings.get(choiceKey);
  if (stored === undefined || stored === null) return defaultChoice;
  try {
    return atlasChoiceSchema.parse(JSON.parse(stored));
  } catch {
    // Names and groups are worth more than an error about a setting.
    return defaultChoice;
  }
}

/** On disk when it returns. */
export function storeAtlasChoice(catalog: Catalog, choice: AtlasChoice): void {
  catalog.transactionDurably(() => catalog.settings.set(choiceKey, JSON.stringify(choice)));
}

const packSuffix = '.cairn-atlas';

/** Where a pack of this fingerprint lies when it is installed. */
export function findInstalledPack(dataFolder: string, fingerprint: string): string {
  return join(listDataFolders(dataFolder).atlases, fingerprint + packSuffix);
}

/** Fingerprint that a file of the atlases' folder is named after; null for another file. */
export function readPackName(fileName: string): string | null {
  if (!fileName.endsWith(packSuffix)) return null;
  return fingerprintSchema.safeParse(fileName.slice(0, -packSuffix.length)).data ?? null;
}

/** The atlases in use, as the embedder takes them. */
export type AtlasesInUse = Pick<InitializeParams, 'atlasFolder'> & { readonly atlasPacks: readonly string[] };

/** @see AtlasesInUse */
export function resolveAtlases(
  catalog: Catalog | null,
  { atlasFolder, dataFolder }: Pick<LibraryOptions, 'atlasFolder' | 'dataFolder'>,
): AtlasesInUse {
  const { isBundledUsed, packs } = readAtlasChoice(catalog);
  return {
    atlasFolder: isBundledUsed ? atlasFolder : null,
    atlasPacks: packs.map((fingerprint) => findInstalledPack(dataFolder, fingerprint)),
  };
}

/** Files of the atlases in use, the bundled one first. */
export function listAtlasFiles({ atlasFolder, atlasPacks }: AtlasesInUse): readonly string[] {
  return [...(atlasFolder === null ? [] : [join(atlasFolder, bundledAtlasName)]), ...atlasPacks];
}
