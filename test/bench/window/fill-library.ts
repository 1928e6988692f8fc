/**
 * @file Fills a profile of the app with photos as if they had been indexed: `node fill-library.ts FOLDER DATA COUNT`. The files and the
 * thumbnails are real, but few: the others are further names of them (hard links), so that 100,000 take seconds and little room.
 */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { openCatalog, type Catalog } from '../../../src/db/catalog.ts';
import { listDataFolders } from '../../../src/library/data-folders.ts';
import { identifyVolume, listMounts } from '../../../src/library/roots/volume-identity.ts';
import { hashPicture } from '../../../src/ml/decode/picture-hashes.ts';
import type { PictureHashes } from '../../../src/ml/embedder-messages.ts';
import { buildThumbnailPath, thumbnailSizes } from '../../../src/ml/thumbnails-path.ts';

const distinctPictures = 300;
const filesPerFolder = 250;
const groupCount = 400;
const photosPerGroup = 40;
/** The first group is as large as the album of somebody's home town. */
const largestGroup = 2000;
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

/** A vector for each trip: the window compares none, but what is indexed has one. */
function makeVector(trip: number, dims: number): Float32Array<ArrayBuffer> {
  const values = Float32Array.from({ length: dims }, (_, index) => Math.sin(trip * 12.9898 + index * 78.233));
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}

function addGroups(catalog: Catalog, photoIds: readonly number[]): void {
  let next = 0;
  for (let group = 0; group < groupCount; group += 1) {
    const isFirst = group === 0;
    const albumId = catalog.albums.insert({
      kind: 'group',
      landmarkId: null,
      name: isFirst ? 'Home town' : `Old Bridge of Town ${group}`,
      isNamedByPerson: true,
      place: `Town ${group}, France`,
      latitude: 43 + (group % 50) / 10,
      longitude: 1 + (group % 40) / 10,
    });
    const count = isFirst ? largestGroup : photosPerGroup;
    for (const photoId of photoIds.slice(next, next + count)) {
      catalog.memberships.setSuggested(albumId, photoId, 0.72 + (photoId % 25) / 100);
    }
    next += count;
  }
}

async function fill(folder: string, data: string, count: number): Promise<void> {
  const manifest = JSON.parse(
    readFileSync(new URL('../../../src/ml/models/dolg-b4-vit/manifest.json', import.meta.url), 'utf8'),
  ) as { sha256: string; dims: number };
  const thumbnails = listDataFolders(data).thumbnails;
  mkdirSync(folder, { recursive: true });
  const pictures = await drawPictures(join(data, 'pictures'));
  // A file can have some 65,000 names.
  const seeds = Array.from({ length: 4 }, (_, index) => join(data, `seed-${index}.jpg`));
  for (const seed of seeds) writeFileSync(seed, 'a file whose content nobody reads: its photo is indexed');
  const catalog = openCatalog({ folder: data });
  const modelId = catalog.embeddings.ensureModel({ hash: manifest.sha256, name: 'bench', dims: manifest.dims });
  const path = realpathSync.native(folder);
  const { volumeId, label, pathInVolume } = identifyVolume(path, listMounts());
  const rootId = catalog.roots.insert({ volumeId, volumeLabel: label, path, pathInVolume, addedMs: Date.now() });
  const made = new Set<string>();
  catalog.transaction(() => {
    const photoIds: number[] = [];
    let vector = new Float32Array();
    for (let index = 0; index < count; index += 1) {
      const trip = Math.floor(index / filesPerFolder);
      const parent = `${String(2008 + (trip % 16))}/trip ${String(trip)}`;
      if (index % filesPerFolder === 0) {
        mkdirSync(join(folder, parent), { recursive: true });
        vector = makeVector(trip, manifest.dims);
      }
      const relativePath = `${parent}/IMG_${String(index).padStart(6, '0')}.JPG`;
      const seed = seeds[trip % seeds.length] ?? '';
      linkSync(seed, join(folder, relativePath));
      const stats = statSync(seed);
      const { fileId } = catalog.files.upsertChanged({
        rootId,
        relativePath,
        sizeBytes: stats.size,
        mtimeMs: Math.trunc(stats.mtimeMs),
      });
      const picture = pictures[index % pictures.length];
      if (picture === undefined) throw new Error('there are no pictures');
      const contentHash = createHash('sha256').update(relativePath).digest('hex');
      const isPlaced = index % 3 !== 0;
      const photoId = catalog.photos.insert({
        contentHash,
        sizeBytes: stats.size,
        format: 'jpeg',
        width: picture.width,
        height: picture.height,
        orientation: 1,
        takenMs: Date.UTC(2010, 0, 1) + trip * daysBetweenTrips * dayMs + (index % filesPerFolder) * 240_000,
        takenOffsetMinutes: 60,
        takenSource: 'exif',
        latitude: isPlaced ? 40 + ((trip * 37) % 150) / 10 : null,
        longitude: isPlaced ? ((trip * 53) % 300) / 10 : null,
        cameraMake: index % 2 === 0 ? 'Canon' : 'FUJIFILM',
        cameraModel: index % 2 === 0 ? 'Canon EOS R5' : 'X-T5',
        addedMs: Date.UTC(2024, 0, 1),
      });
      catalog.files.setPhoto(fileId, photoId);
      catalog.placeholders.set(photoId, picture.hashes);
      catalog.embeddings.put(photoId, modelId, vector);
      linkThumbnails(thumbnails, contentHash, picture, made);
      photoIds.push(photoId);
    }
    addGroups(catalog, photoIds);
  });
  catalog.close();
}

const [folder = '', data = '', count = '0'] = process.argv.slice(2);
await fill(folder, data, Number(count));
