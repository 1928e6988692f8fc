/** @file Brings names and places of the atlases' landmarks into the catalog. */
import { createHash } from 'node:crypto';
import type { Catalog } from '../db/catalog.ts';
import type { NewLandmark } from '../db/landmarks.ts';
import { readAtlasSummary, type AtlasSummary } from '../ml/recognition/load-atlas.ts';
import { listAtlasFiles, type AtlasesInUse } from './atlases/atlas-choice.ts';

export interface AtlasFacts {
  /** Changes with the reference vectors. */
  readonly fingerprint: string;
  readonly landmarks: readonly NewLandmark[];
}

/**
 * Facts of the atlases in use that are of one model, or of all when `modelHash` is null; null when none can be read (the embedder
 * says why). Of a landmark that several have, those of the first.
 */
export async function readAtlasFacts(atlases: AtlasesInUse, modelHash: string | null): Promise<AtlasFacts | null> {
  const summaries = await Promise.all(
    // What cannot be read is reported by the embedder when it loads the same file.
    listAtlasFiles(atlases).map((file) => readAtlasSummary(file).catch(() => null)),
  );
  const usable = summaries.filter((summary) => summary !== null).filter((summary) => isOfModel(summary, modelHash));
  const landmarks = new Map<string, NewLandmark>();
  for (const landmark of usable.flatMap(({ header }) => header.landmarks)) {
    const { id, name, aliases, names, kind, country, latitude, longitude, reachMeters } = landmark;
    if (landmarks.has(id)) continue;
    // The catalog takes both coordinates or none.
    const place =
      latitude === null || longitude === null ? { latitude: null, longitude: null } : { latitude, longitude };
    landmarks.set(id, { id, name, aliases, names, kind, country, reachMeters, ...place });
  }
  if (usable.length === 0) return null;
  const fingerprints = usable.map(({ fingerprint }) => fingerprint);
  return { fingerprint: joinFingerprints(fingerprints), landmarks: [...landmarks.values()] };
}

function isOfModel({ header }: AtlasSummary, modelHash: string | null): boolean {
  return modelHash === null || header.modelSha256 === modelHash;
}

/** One name for several atlases: it changes with each of them. */
export function joinFingerprints(fingerprints: readonly string[]): string {
  const [first, ...others] = fingerprints;
  if (first !== undefined && others.length === 0) return first;
  return createHash('sha256').update(fingerprints.join(' ')).digest('hex');
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
