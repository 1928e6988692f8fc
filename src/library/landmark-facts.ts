/** @file Brings names and places of the atlas' landmarks into the catalog. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '../db/catalog.ts';
import type { NewLandmark } from '../db/landmarks.ts';
import { atlasFileSchema } from '../ml/recognition/atlas.ts';

export interface AtlasFacts {
  /** Changes with the reference vectors. */
  readonly fingerprint: string;
  readonly landmarks: readonly NewLandmark[];
}

/** Facts of an atlas folder; null when there is none that can be read (the embedder says why). */
export async function readAtlasFacts(atlasFolder: string | null): Promise<AtlasFacts | null> {
  if (atlasFolder === null) return null;
  try {
    const file = atlasFileSchema.parse(JSON.parse(await readFile(join(atlasFolder, 'atlas.json'), 'utf8')));
    const landmarks = file.landmarks.map(({ id, name, aliases, country, latitude, longitude }) =>
      // The catalog takes both coordinates or none.
      latitude === null || longitude === null
        ? { id, name, aliases, country, latitude: null, longitude: null }
        : { id, name, aliases, country, latitude, longitude },
    );
    return { fingerprint: file.vectors.sha256, landmarks };
  } catch {
    // Reported by the embedder when it loads the same folder: landmarks have no names then.
    return null;
  }
}

const fingerprintKey = 'landmarks.atlas';

/** Stores the facts unless the catalog has those of the same atlas. */
export function storeAtlasFacts(catalog: Catalog, facts: AtlasFacts): void {
  if (catalog.settings.get(fingerprintKey) === facts.fingerprint) return;
  catalog.transaction(() => {
    catalog.landmarks.replaceAtlas(facts.landmarks);
    catalog.settings.set(fingerprintKey, facts.fingerprint);
  });
}
