/**
 * @file Exports what a person confirmed as an atlas that others can import: vectors and names, no photos, and no places unless the
 * person says so. What vectors tell of photos: docs/atlases.md.
 */
import { availableParallelism } from 'node:os';
import { CairnError } from '../../api/errors.ts';
import type { Catalog } from '../../db/catalog.ts';
import { loadLandmarkFacts } from '../../ml/atlas/load-facts.ts';
import { selectPrototypes } from '../../ml/atlas/select-prototypes.ts';
import { landmarkFactsSchema, type LandmarkFacts } from '../../ml/recognition/atlas.ts';
import { readAtlasSummary } from '../../ml/recognition/load-atlas.ts';
import { writeAtlas } from '../../ml/recognition/write-atlas.ts';
import { buildOwnLandmarkId, findGroupLandmarkId } from '../albums/landmark-albums.ts';
import { collectPersonalReferences } from '../albums/personal-references.ts';
import type { LibraryOptions } from '../library-options.ts';
import { readWithCatalog } from '../models/read-with-catalog.ts';
import { assembleAtlas, toDirections, type LandmarkReferences } from './assemble-atlas.ts';
import { listAtlasFiles, resolveAtlases } from './atlas-choice.ts';
import { loadBundledAtlas, readAtlasModel } from './atlas-model.ts';
import { writePack } from './build-atlas.ts';
import { makeFacts } from './match-facts.ts';

export interface ExportParams {
  readonly library: LibraryOptions;
  /** Where the pack goes. */
  readonly out: string;
  readonly name: string;
  readonly version: string;
  /** Whether the coordinates of albums that the person named themselves go into the pack. */
  readonly hasOwnPlaces: boolean;
  readonly signal: AbortSignal;
}

export interface ExportedAtlas {
  readonly file: string;
  readonly fingerprint: string;
  readonly sizeBytes: number;
  readonly landmarks: readonly { readonly id: string; readonly name: string; readonly photos: number }[];
  /** Confirmed albums without a name of the person: nobody else could do anything with them. */
  readonly unnamed: number;
}

/** As many as the bundled atlas has. */
const referencesPerLandmark = 32;

/**
 * Writes the pack; null when the signal aborts. Reads the catalog only, also beside an open window.
 * @throws CairnError `not-found` when nothing is confirmed and named, `catalog-unusable`, `model-unusable`
 */
export async function exportAtlas(params: ExportParams): Promise<ExportedAtlas | null> {
  const { library, out, name, version, signal } = params;
  return await readWithCatalog(library, async (catalog) => {
    const { manifest } = await readAtlasModel(library, catalog);
    const modelId = catalog?.embeddings.findModel(manifest.sha256) ?? null;
    const { dims, calibration } = manifest;
    const leastCosine = -calibration.intercept / calibration.slope;
    const named = catalog === null || modelId === null ? null : await listNamed(catalog, modelId, dims, params);
    if (named === null || named.landmarks.length === 0) {
      throw new CairnError(
        'not-found',
        'No photo is confirmed in an album with a name: there is nothing to export. Name albums and confirm some of their photos first.',
      );
    }
    const landmarks = named.landmarks.map(({ facts, vectors }): LandmarkReferences => {
      const found = selectPrototypes({ vectors, dims, limit: referencesPerLandmark, leastCosine });
      return { facts, photos: found.photos, values: toDirections(found.vectors, dims) };
    });
    const atlas = await assembleAtlas({
      name,
      version,
      model: manifest,
      landmarks,
      nonLandmarks: new Float32Array(0),
      bundled: await loadBundledAtlas(library, manifest),
      threads: availableParallelism(),
      signal,
      onCompared: () => undefined,
    });
    if (atlas === null) return null;
    const rights = { licence: 'Not stated', attribution: 'Made from photos that a person confirmed in Cairn.' };
    return {
      file: out,
      ...(await writePack(out, () => writeAtlas(out, atlas, rights))),
      landmarks: atlas.landmarks.map((facts, index) => ({
        id: facts.id,
        name: facts.name,
        photos: atlas.photosOf[index] ?? 0,
      })),
      unnamed: named.unnamed,
    };
  });
}

interface NamedReferences {
  readonly landmarks: readonly { readonly facts: LandmarkFacts; readonly vectors: Float32Array }[];
  readonly unnamed: number;
}

/** Confirmed photos by landmark, with facts. */
async function listNamed(
  catalog: Catalog,
  modelId: number,
  dims: number,
  { library, hasOwnPlaces }: ExportParams,
): Promise<NamedReferences> {
  const known = await listKnownFacts(catalog, library);
  const { landmarkIds, vectors } = await collectPersonalReferences(catalog, modelId);
  const rowsOf = new Map<string, number[]>();
  for (const [row, landmarkId] of landmarkIds.entries()) {
    const rows = rowsOf.get(landmarkId);
    if (rows === undefined) rowsOf.set(landmarkId, [row]);
    else rows.push(row);
  }
  const own = describeGroups(catalog, hasOwnPlaces);
  let unnamed = 0;
  const landmarks = [...rowsOf].flatMap(([landmarkId, rows]) => {
    const facts = known.get(landmarkId) ?? own.get(landmarkId) ?? describeLandmark(catalog, landmarkId);
    if (facts === null) {
      unnamed += 1;
      return [];
    }
    const matrix = new Float32Array(rows.length * dims);
    for (const [place, row] of rows.entries()) matrix.set(vectors.subarray(row * dims, (row + 1) * dims), place * dims);
    return [{ facts, vectors: matrix }];
  });
  return { landmarks, unnamed };
}

/** Facts that were written down: those of Cairn, then those of the packs in use. */
async function listKnownFacts(catalog: Catalog, library: LibraryOptions): Promise<ReadonlyMap<string, LandmarkFacts>> {
  const files = listAtlasFiles(resolveAtlases(catalog, library));
  const summaries = await Promise.all(files.map((file) => readAtlasSummary(file).catch(() => null)));
  const facts = new Map<string, LandmarkFacts>();
  for (const summary of summaries) {
    for (const landmark of summary?.header.landmarks ?? []) {
      facts.set(landmark.id, landmarkFactsSchema.strip().parse(landmark));
    }
  }
  for (const landmark of await loadLandmarkFacts()) facts.set(landmark.id, landmark);
  return facts;
}

/** Facts of the groups that the person named, by the landmark id of their references. */
function describeGroups(catalog: Catalog, hasOwnPlaces: boolean): ReadonlyMap<string, LandmarkFacts> {
  const groups = catalog.albums.listAll().filter(({ kind, isNamedByPerson }) => kind === 'group' && isNamedByPerson);
  return new Map(
    groups.map(({ id, uuid, name, latitude, longitude }) => {
      // The uuid makes the same album the same landmark in every export of it.
      const facts = makeFacts(buildOwnLandmarkId(uuid), name);
      return [findGroupLandmarkId(catalog, { id, uuid }), hasOwnPlaces ? { ...facts, latitude, longitude } : facts];
    }),
  );
}

/** Facts from the catalog alone: of a landmark whose atlas is no longer in use. */
function describeLandmark(catalog: Catalog, landmarkId: string): LandmarkFacts | null {
  const landmark = catalog.landmarks.get(landmarkId);
  if (landmark === null) return null;
  return landmarkFactsSchema.strip().safeParse(landmark).data ?? null;
}
