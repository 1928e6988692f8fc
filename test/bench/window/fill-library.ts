/**
 * @file Fills a profile of the app with photos as if they had been indexed: `node fill-library.ts FOLDER DATA COUNT`. The files and the
 * thumbnails are real, but few: the others are further names of them (hard links), so that 100,000 take seconds and little room.
 */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, realpathSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { openCatalog, type Catalog } from '../../../src/db/catalog.ts';
import { noteBasis } from '../../../src/library/albums/album-space.ts';
import { noteNothingPending, noteUnplacedPending } from '../../../src/library/albums/pending-work.ts';
import { listDataFolders } from '../../../src/library/data-folders.ts';
import { noteInputs, readEmbedderInputs } from '../../../src/library/embedder-inputs.ts';
import { readAtlasFacts } from '../../../src/library/landmark-facts.ts';
import { identifyVolume, listMounts } from '../../../src/library/roots/volume-identity.ts';
import { findCountry } from '../../../src/library/pictures/fill-placeholders.ts';
import { hashPicture } from '../../../src/ml/decode/picture-hashes.ts';
import type { PictureHashes } from '../../../src/ml/embedder-messages.ts';
import { buildThumbnailPath, thumbnailSizes } from '../../../src/ml/thumbnails-path.ts';
import { bundledAtlas, fillAlbums, fillDecisions } from './fill-albums.ts';

const modelFolder = fileURLToPath(new URL('../../../src/ml/models/dolg-b4-vit', import.meta.url));
const distinctPictures = 300;
const filesPerFolder = 250;
/** Photos that look like each other, as far as vectors go. */
const photosPerPlace = 30;
/** Every so many photos one lies in a second file. */
const copiedEvery = 60;
/** Every so many photos two are shots of one scene. */
const nearEvery = 25;
/** Files that could not be read, one for so many photos. */
const failedEvery = 80;
const daysBetweenTrips = 12;
const dayMs = 86_400_000;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Paths of its thumbnails. */
  readonly grid: string;
  readonly screen: string;
  readonly hashes: PictureHashes;
}

/** Pictures with the detail of photos: noise in soft blobs over a gradient, as costly to decode as a photo of that size. */
async function drawPictures(folder: string): Promise<readonly Picture[]> {
  mkdirSync(folder, { recursive: true });
  const pictures: Picture[] = [];
  for (let index = 0; index < distinctPictures; index += 1) {
    const [width, height] = index % 4 === 0 ? [3000, 4000] : index % 9 === 0 ? [4000, 1800] : [4000, 3000];
    const hue = (index * 47) % 360;
    const noise = sharp({
      create: {
        width: 64,
        height: 64,
        channels: 3,
        background: `hsl(${hue}, 40%, 55%)`,
        noise: { type: 'gaussian', mean: 120 + (index % 60), sigma: 34 },
      },
    });
    const small = await noise.png().toBuffer();
    const write = async (variant: keyof typeof thumbnailSizes): Promise<string> => {
      const longest = thumbnailSizes[variant];
      const scale = longest / Math.max(width, height);
      const path = join(folder, `${index}.${variant}.webp`);
      await sharp(small)
        .resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill', kernel: 'cubic' })
        .tint(`hsl(${hue}, 60%, 60%)`)
        .webp({ quality: 80, effort: 0 })
        .toFile(path);
      return path;
    };
    const grid = await write('grid');
    const { data, info } = await sharp(grid).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const hashes = await hashPicture({ data, width: info.width, height: info.height });
    pictures.push({ width, height, grid, screen: await write('screen'), hashes });
  }
  return pictures;
}

function linkThumbnails(folder: string, contentHash: string, picture: Picture, made: Set<string>): void {
  for (const variant of ['grid', 'screen'] as const) {
    const path = buildThumbnailPath(folder, contentHash, variant);
    const parent = dirname(path);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    linkSync(picture[variant], path);
  }
}

/** Unit vectors of one place lie near each other. Noise of a congruential generator: 51 million values in a second or two. */
function makeVector(index: number, dims: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(dims);
  let norm = 0;
  let own = Math.imul(index + 1, 2654435761) >>> 0;
  let place = Math.imul(Math.floor(index / photosPerPlace) + 1, 2246822519) >>> 0;
  for (let column = 0; column < dims; column += 1) {
    own = (Math.imul(own, 1664525) + 1013904223) >>> 0;
    place = (Math.imul(place, 22695477) + 12345) >>> 0;
    const value = place / 2 ** 32 - 0.5 + 0.7 * (own / 2 ** 32 - 0.5);
    values[column] = value;
    norm += value * value;
  }
  const scale = 1 / Math.sqrt(norm);
  return values.map((value) => value * scale);
}

/** As the app leaves a library that it has nothing to do for. */
async function settle(catalog: Catalog, modelId: number, hash: string): Promise<void> {
  const atlases = { atlasFolder: bundledAtlas, atlasPacks: [] };
  const facts = await readAtlasFacts(atlases, hash);
  noteBasis(catalog, { hash, atlas: facts?.fingerprint ?? null });
  noteInputs(catalog, await readEmbedderInputs(modelFolder, atlases));
  noteUnplacedPending(catalog, modelId);
  noteNothingPending(catalog);
}

async function fill(folder: string, data: string, count: number): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(modelFolder, 'manifest.json'), 'utf8')) as {
    sha256: string;
    dims: number;
  };
  const thumbnails = listDataFolders(data).thumbnails;
  mkdirSync(folder, { recursive: true });
  const pictures = await drawPictures(join(data, 'pictures'));
  // A file can have some 65,000 names.
  const seeds = Array.from({ length: 4 }, (_, index) => join(data, `seed-${index}.jpg`));
  const mtimeMs = Date.UTC(2024, 5, 1);
  const text = 'a file whose content nobody reads: its photo is indexed';
  const sizeBytes = text.length;
  for (const seed of seeds) {
    writeFileSync(seed, text);
    utimesSync(seed, mtimeMs / 1000, mtimeMs / 1000);
  }
  const catalog = openCatalog({ folder: data });
  const modelId = catalog.embeddings.ensureModel({ hash: manifest.sha256, name: 'bench', dims: manifest.dims });
  const path = realpathSync.native(folder);
  const { volumeId, label, pathInVolume } = identifyVolume(path, listMounts());
  const rootId = catalog.roots.insert({ volumeId, volumeLabel: label, path, pathInVolume, addedMs: Date.now() });
  const made = new Set<string>();
  const photoIds: number[] = [];
  catalog.transaction(() => {
    const places = new Map<string, string>();
    for (let index = 0; index < count; index += 1) {
      const trip = Math.floor(index / filesPerFolder);
      const parent = `${String(2008 + (trip % 16))}/trip ${String(trip)}`;
      if (index % filesPerFolder === 0) mkdirSync(join(folder, parent), { recursive: true });
      const seed = seeds[trip % seeds.length] ?? '';
      const relativePath = `${parent}/IMG_${String(index).padStart(6, '0')}.JPG`;
      const addFile = (path: string): number => {
        linkSync(seed, join(folder, path));
        return catalog.files.upsertChanged({ rootId, relativePath: path, sizeBytes, mtimeMs }).fileId;
      };
      const fileId = addFile(relativePath);
      const picture = pictures[index % pictures.length];
      if (picture === undefined) throw new Error('there are no pictures');
      const contentHash = createHash('sha256').update(relativePath).digest('hex');
      const isPlaced = index % 3 !== 0;
      const [latitude, longitude] = [40 + ((trip * 37) % 150) / 10, ((trip * 53) % 300) / 10];
      const photoId = catalog.photos.insert({
        contentHash,
        sizeBytes,
        format: 'jpeg',
        width: picture.width,
        height: picture.height,
        orientation: 1,
        takenMs: Date.UTC(2010, 0, 1) + trip * daysBetweenTrips * dayMs + (index % filesPerFolder) * 240_000,
        takenOffsetMinutes: 60,
        takenSource: 'exif',
        latitude: isPlaced ? latitude : null,
        longitude: isPlaced ? longitude : null,
        cameraMake: index % 2 === 0 ? 'Canon' : 'FUJIFILM',
        cameraModel: index % 2 === 0 ? 'Canon EOS R5' : 'X-T5',
        addedMs: Date.UTC(2024, 0, 1),
      });
      catalog.files.setPhoto(fileId, photoId);
      if (index % copiedEvery === 0)
        catalog.files.setPhoto(addFile(relativePath.replace('.JPG', ' copy.JPG')), photoId);
      if (index % failedEvery === 0) {
        const broken = addFile(relativePath.replace('.JPG', ' broken.JPG'));
        catalog.jobs.enqueue({ fileId: broken, priority: mtimeMs });
      }
      if (isPlaced) {
        const place = `${latitude} ${longitude}`;
        const country = places.get(place) ?? findCountry(latitude, longitude);
        places.set(place, country);
        catalog.photoLists.setCountry(photoId, country);
      }
      catalog.placeholders.set(photoId, picture.hashes);
      catalog.embeddings.put(photoId, modelId, makeVector(index, manifest.dims));
      linkThumbnails(thumbnails, contentHash, picture, made);
      photoIds.push(photoId);
    }
    const isNear = (_: number, row: number): boolean => row % nearEvery === 0 && photoIds[row + 1] !== undefined;
    const near = photoIds.filter(isNear).map((photoId) => [photoId, photoId + 1]);
    for (const steps = catalog.duplicates.replaceNear(near, near.length + 1); steps.next().done !== true;);
    for (const { jobId } of catalog.jobs.takeNext(count)) {
      catalog.jobs.fail(jobId, 'The file ends in the middle of the picture.', { isFinal: true });
    }
  });
  fillDecisions(catalog, await fillAlbums(catalog, photoIds), photoIds);
  await settle(catalog, modelId, manifest.sha256);
  catalog.close();
}

const [folder = '', data = '', count = '0'] = process.argv.slice(2);
await fill(folder, data, Number(count));
