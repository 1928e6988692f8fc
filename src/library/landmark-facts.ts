/** @file Brings names and places of landmarks into the catalog: those of the atlases, and all others that we wrote down. */
import { createHash } from 'node:crypto';
import type { Catalog } from '../db/catalog.ts';
import type { NewLandmark } from '../db/landmarks.ts';
import type { LandmarkFacts } from '../ml/recognition/atlas.ts';
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
    if (!landmarks.has(landmark.id)) landmarks.set(landmark.id, toRow(landmark));
  }
  if (usable.length === 0) return null;
  const fingerprints = usable.map(({ fingerprint }) => fingerprint);
  return { fingerprint: joinFingerprints(fingerprints), landmarks: [...landmarks.values()] };
}

/** The catalog takes both coordinates or none. */
function toRow({
  id,
  name,
  aliases,
  names,
  kind,
  country,
  latitude,
  longitude,
  reachMeters,
}: LandmarkFacts): NewLandmark {
  const place = latitude === null || longitude === null ? { latitude: null, longitude: null } : { latitude, longitude };
  return { id, name, aliases, names, kind, country, reachMeters, ...place };
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

/** Aliases of a landmark, as an atlas may hold them (`landmarkFactsSchema`). */
const maxAliases = 20;

/**
 * Stores the facts of the atlases, completed by those that were written down, and the landmarks that no atlas recognises: a person
 * can say that an album shows one of them. Does nothing when the catalog has the same.
 *
 * @param atlas null: there is none; what albums need of an earlier one stays
 */
export function storeLandmarkFacts(catalog: Catalog, atlas: AtlasFacts | null, known: readonly LandmarkFacts[]): void {
  const written = createHash('sha256').update(JSON.stringify(known)).digest('hex');
  const fingerprint = `${atlas?.fingerprint ?? 'none'} ${written}`;
  if (catalog.settings.get(fingerprintKey) === fingerprint) return;
  const rows = new Map(known.map((facts) => [facts.id, toRow(facts)]));
  for (const row of atlas?.landmarks ?? []) rows.set(row.id, completeRow(row, rows.get(row.id)));
  catalog.transaction(() => {
    catalog.landmarks.replaceAtlas([...rows.values()]);
    catalog.settings.set(fingerprintKey, fingerprint);
  });
}

/** What the atlas says comes first; it may be older than what was written down, or know less. */
function completeRow(row: NewLandmark, known: NewLandmark | undefined): NewLandmark {
  if (known === undefined) return row;
  const { latitude, longitude } = row.latitude === null ? known : row;
  return {
    ...row,
    aliases: [...new Set([...row.aliases, ...known.aliases])].slice(0, maxAliases),
    names: { ...known.names, ...row.names },
    kind: row.kind === undefined || row.kind === 'other' ? (known.kind ?? 'other') : row.kind,
    country: row.country ?? known.country,
    latitude,
    longitude,
  };
}
