/**
 * @file Makes a library of photos that were never taken, as if they had been indexed:
 * `node generate.ts FOLDER DATA COUNT [--pictures] [--unsettled] [--seed 1]`. FOLDER is the root, DATA the app's data folder.
 *
 * Everything that the catalog keeps is there: files (real ones, further names of a few), metadata, positions, vectors ([Note: mixture]),
 * albums, suggestions, decisions, duplicates, failures. The same for the same seed. A process of its own, so that its memory is
 * not counted as main's; a million photos take some minutes and 5 GB.
 */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, realpathSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openCatalog, type Catalog } from '../../../src/db/catalog.ts';
import { noteBasis } from '../../../src/library/albums/album-space.ts';
import { noteCoversChosen } from '../../../src/library/albums/album-upkeep.ts';
import { noteNothingPending, noteUnplacedPending } from '../../../src/library/albums/pending-work.ts';
import { listDataFolders } from '../../../src/library/data-folders.ts';
import { noteDuplicatesFound } from '../../../src/library/duplicates/find-near.ts';
import { noteInputs, readEmbedderInputs } from '../../../src/library/embedder-inputs.ts';
import { readAtlasFacts } from '../../../src/library/landmark-facts.ts';
import { findCountry } from '../../../src/library/pictures/fill-placeholders.ts';
import { identifyVolume, listMounts } from '../../../src/library/roots/volume-identity.ts';
import { loadLandmarkness } from '../../../src/ml/recognition/landmarkness.ts';
import { drawPictures, linkThumbnails, type Picture } from './draw-pictures.ts';
import { bundledAtlas, fillAlbums, fillDecisions, placeAlbums, type AlbumSite } from './fill-albums.ts';
import { createMixture, type PhotoMixture } from './mixture.ts';

export const bundledModel = fileURLToPath(new URL('../../../src/ml/models/dolg-b4-vit', import.meta.url));
const filesPerFolder = 250;
/** Every so many photos one lies in a second file. */
const copiedEvery = 60;
/** Files that could not be read, one for so many photos. */
const failedEvery = 80;
/** One photo of three does not say where it was taken. */
const unplacedEvery = 3;
const daysBetweenTrips = 12;
const dayMs = 86_400_000;
const mtimeMs = Date.UTC(2024, 5, 1);
/** A file can have some 65,000 names. */
const namesPerFile = 60_000;
const photosPerTransaction = 20_000;
/** The trips of a life take place within so many years. */
const years = 16;

export interface GenerateParams {
  /** Root that the photos lie in; made. */
  readonly folder: string;
  /** Data folder of the app; made. */
  readonly data: string;
  readonly photos: number;
  readonly seed?: number | undefined;
  /** Thumbnails that can be shown. */
  readonly hasPictures?: boolean | undefined;
  /** False: as if the program had been ended when the last photo was indexed; recognition and grouping are to come. */
  readonly isSettled?: boolean | undefined;
}

interface Model {
  readonly hash: string;
  readonly dims: number;
}

/** @see GenerateParams */
export async function generateLibrary(params: GenerateParams): Promise<void> {
  const { folder, data, photos, seed = 1, hasPictures = false, isSettled = true } = params;
  const model = readModel();
  const mixture = createMixture({ photos, seed, landmarkness: await loadLandmarkness(bundledModel) });
  mkdirSync(folder, { recursive: true });
  const pictures = hasPictures ? await drawPictures(join(data, 'pictures')) : [];
  const catalog = openCatalog({ folder: listDataFolders(data).catalog });
  const modelId = catalog.embeddings.ensureModel({ hash: model.hash, name: 'bench', dims: model.dims });
  const sites = await placeAlbums(catalog, mixture.clusters);
  const photoIds = fillPhotos({ ...params, catalog, modelId, mixture, sites, pictures });
  const albumIds = fillAlbums(catalog, sites, photoIds);
  fillDecisions(catalog, albumIds, photoIds);
  if (isSettled) await settle(catalog, modelId, model.hash, photoIds.at(-1) ?? 0);
  catalog.close();
}

export function readModel(): Model {
  const { sha256, dims } = JSON.parse(readFileSync(join(bundledModel, 'manifest.json'), 'utf8')) as {
    sha256: string;
    dims: number;
  };
  return { hash: sha256, dims };
}

interface FillParams extends GenerateParams {
  readonly catalog: Catalog;
  readonly modelId: number;
  readonly mixture: PhotoMixture;
  /** One a cluster. */
  readonly sites: readonly AlbumSite[];
  readonly pictures: readonly Picture[];
}

/** Photo ids by index. */
function fillPhotos(params: FillParams): readonly number[] {
  const { catalog, folder, data, photos } = params;
  const path = realpathSync.native(folder);
  const { volumeId, label, pathInVolume } = identifyVolume(path, listMounts());
  const rootId = catalog.roots.insert({ volumeId, volumeLabel: label, path, pathInVolume, addedMs: Date.now() });
  const files = writeSeedFiles(data, photos);
  const writer = createPhotoWriter(params, rootId, files);
  const photoIds: number[] = [];
  for (let first = 0; first < photos; first += photosPerTransaction) {
    catalog.transaction(() => {
      for (let index = first; index < Math.min(photos, first + photosPerTransaction); index += 1) {
        photoIds.push(writer(index));
      }
    });
  }
  fillNear(params, photoIds);
  // Not at once: each is marked as running on the way.
  catalog.transaction(() => {
    for (;;) {
      const jobs = catalog.jobs.takeNext(photosPerTransaction);
      if (jobs.length === 0) break;
      for (const { jobId } of jobs) {
        catalog.jobs.fail(jobId, 'The file ends in the middle of the picture.', { isFinal: true });
      }
    }
  });
  return photoIds;
}

function writeSeedFiles(
  data: string,
  photos: number,
): { readonly paths: readonly string[]; readonly sizeBytes: number } {
  const text = 'a file whose content nobody reads: its photo is indexed';
  const paths = Array.from({ length: Math.ceil((1.1 * photos) / namesPerFile) }, (_, index) =>
    join(data, `seed-${index}.jpg`),
  );
  for (const path of paths) {
    writeFileSync(path, text);
    utimesSync(path, mtimeMs / 1000, mtimeMs / 1000);
  }
  return { paths, sizeBytes: text.length };
}

/** Writes the photo of an index; returns its id. */
function createPhotoWriter(
  { catalog, modelId, mixture, sites, pictures, folder, data }: FillParams,
  rootId: number,
  { paths, sizeBytes }: ReturnType<typeof writeSeedFiles>,
): (index: number) => number {
  const { thumbnails } = listDataFolders(data);
  const made = new Set<string>();
  const countries = new Map<string, string>();
  const clusterOf = createClusterFinder(mixture);
  let linked = 0;
  const addFile = (relativePath: string): number => {
    const seed = paths[Math.floor(linked / namesPerFile)] ?? '';
    linked += 1;
    linkSync(seed, join(folder, relativePath));
    return catalog.files.upsertChanged({ rootId, relativePath, sizeBytes, mtimeMs }).fileId;
  };
  return (index) => {
    const trip = Math.floor(index / filesPerFolder);
    const parent = `${2008 + (trip % years)}/trip ${trip}`;
    if (index % filesPerFolder === 0) mkdirSync(join(folder, parent), { recursive: true });
    const relativePath = `${parent}/IMG_${String(index).padStart(6, '0')}.JPG`;
    const fileId = addFile(relativePath);
    const picture = pictures[index % pictures.length];
    const contentHash = createHash('sha256').update(relativePath).digest('hex');
    const isPlaced = index % unplacedEvery !== 0;
    const site = sites[clusterOf(index) ?? -1];
    // A walk around the landmark; or wherever the trip went.
    const [latitude, longitude] =
      site === undefined
        ? [40 + ((trip * 37) % 150) / 10, ((trip * 53) % 300) / 10]
        : [site.latitude + (index % 7) * 2e-4, site.longitude + (index % 5) * 2e-4];
    const isCanon = index % 2 === 0;
    const photoId = catalog.photos.insert({
      contentHash,
      sizeBytes,
      format: 'jpeg',
      width: picture?.width ?? 4000,
      height: picture?.height ?? 3000,
      orientation: 1,
      takenMs: findTakenMs(index, mixture.isRepeated(index)),
      takenOffsetMinutes: 60,
      takenSource: 'exif',
      latitude: isPlaced ? latitude : null,
      longitude: isPlaced ? longitude : null,
      cameraMake: isCanon ? 'Canon' : 'FUJIFILM',
      cameraModel: isCanon ? 'Canon EOS R5' : 'X-T5',
      addedMs: Date.UTC(2024, 0, 1),
    });
    catalog.files.setPhoto(fileId, photoId);
    if (index % copiedEvery === 0) catalog.files.setPhoto(addFile(relativePath.replace('.JPG', ' copy.JPG')), photoId);
    if (index % failedEvery === 0) {
      catalog.jobs.enqueue({ fileId: addFile(relativePath.replace('.JPG', ' broken.JPG')), priority: mtimeMs });
    }
    if (isPlaced) {
      const place = `${latitude.toFixed(2)} ${longitude.toFixed(2)}`;
      const country = countries.get(place) ?? findCountry(latitude, longitude);
      countries.set(place, country);
      catalog.photoLists.setCountry(photoId, country);
    }
    catalog.placeholders.set(photoId, picture?.hashes ?? makeHashes(index, mixture.isRepeated(index)));
    catalog.embeddings.put(photoId, modelId, mixture.makeVector(index));
    if (picture !== undefined) linkThumbnails(thumbnails, contentHash, picture, made);
    return photoId;
  };
}

/** For indices in ascending order. */
function createClusterFinder({ clusters }: PhotoMixture): (index: number) => number | null {
  let current = 0;
  return (index) => {
    const end = (cluster: number): number => (clusters[cluster]?.first ?? 0) + (clusters[cluster]?.count ?? 0);
    while (current < clusters.length && index >= end(current)) current += 1;
    return current < clusters.length ? current : null;
  };
}

/** Two shots of one scene lie seconds apart, others minutes. */
function findTakenMs(index: number, isRepeated: boolean): number {
  const [trip, place] = [Math.floor(index / filesPerFolder), index % filesPerFolder];
  const minutesApart = 240_000;
  const withinMs = isRepeated && place > 0 ? (place - 1) * minutesApart + 4000 : place * minutesApart;
  // More trips than fit begin between others.
  const [tripsOfLife, hoursApart] = [Math.floor((years * 365) / daysBetweenTrips), 36];
  const day = (trip % tripsOfLife) * daysBetweenTrips;
  const hour = Math.floor(trip / tripsOfLife) * hoursApart;
  return Date.UTC(2010, 0, 1) + day * dayMs + hour * 3_600_000 + withinMs;
}

/** As a thumbnail would have: copies of one scene differ in three bits. */
function makeHashes(
  index: number,
  isRepeated: boolean,
): { readonly thumbhash: Uint8Array; readonly perceptualHash: Uint8Array } {
  const digest = createHash('sha256')
    .update(`picture ${isRepeated ? index - 1 : index}`)
    .digest();
  const perceptualHash = Uint8Array.from(digest.subarray(0, 8));
  if (isRepeated) perceptualHash[0] = (perceptualHash[0] ?? 0) ^ 0b111;
  return { perceptualHash, thumbhash: Uint8Array.from(digest.subarray(7, 32)) };
}

function fillNear({ catalog, mixture }: FillParams, photoIds: readonly number[]): void {
  const near = photoIds.flatMap((photoId, index) =>
    mixture.isRepeated(index) && index > 0 ? [[photoIds[index - 1] ?? photoId, photoId]] : [],
  );
  for (const steps = catalog.duplicates.replaceNear(near, photosPerTransaction); steps.next().done !== true;);
}

/** As the app leaves a library that it has nothing to do for. */
async function settle(catalog: Catalog, modelId: number, hash: string, lastId: number): Promise<void> {
  const atlases = { atlasFolder: bundledAtlas, atlasPacks: [] };
  const facts = await readAtlasFacts(atlases, hash);
  noteBasis(catalog, { hash, atlas: facts?.fingerprint ?? null });
  noteInputs(catalog, await readEmbedderInputs(bundledModel, atlases));
  await noteUnplacedPending(catalog, modelId);
  noteNothingPending(catalog);
  noteDuplicatesFound(catalog, lastId);
  noteCoversChosen(catalog);
}

if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      pictures: { type: 'boolean', default: false },
      unsettled: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const [folder = '', data = '', count = '0'] = positionals;
  await generateLibrary({
    folder,
    data,
    photos: Number(count),
    seed: Number(values.seed),
    hasPictures: values.pictures,
    isSettled: !values.unsettled,
  });
}
