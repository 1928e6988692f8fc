/**
 * @file Fills a catalog with photos that were never taken, as if they had been indexed: `node memory-catalog.ts FOLDER DATA COUNT`.
 * A process of its own, so that its memory is not counted as main's.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalog, type Catalog } from '../../src/db/catalog.ts';
import { identifyVolume, listMounts } from '../../src/library/roots/volume-identity.ts';

const filesPerFolder = 200;
const photosPerPlace = 10;
const albumCount = 400;
const photosPerAlbum = 12;

/** Deterministic standard normal values (Box and Muller 1958). */
function createNormal(seed: number): () => number {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / (2 ** 32 + 1);
  };
  return () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());
}

function makeVector(index: number, dims: number): Float32Array {
  const place = createNormal(Math.floor(index / photosPerPlace) + 1);
  const own = createNormal(1_000_000 + index);
  const values = Float32Array.from({ length: dims }, () => place() + 0.6 * own());
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}

function addPhoto(catalog: Catalog, rootId: number, relativePath: string, index: number, path: string): number {
  const stats = statSync(path);
  const { fileId } = catalog.files.upsertChanged({
    rootId,
    relativePath,
    sizeBytes: stats.size,
    mtimeMs: Math.trunc(stats.mtimeMs),
  });
  const photoId = catalog.photos.insert({
    contentHash: createHash('sha256').update(relativePath).digest('hex'),
    sizeBytes: stats.size,
    format: 'jpeg',
    width: 4000,
    height: 3000,
    orientation: 1,
    takenMs: 1_500_000_000_000 + index * 60_000,
    takenOffsetMinutes: 60,
    takenSource: 'exif',
    latitude: index % 3 === 0 ? null : 40 + (index % 1000) / 100,
    longitude: index % 3 === 0 ? null : (index % 900) / 100,
    cameraMake: 'Canon',
    cameraModel: 'Canon EOS R5',
    addedMs: 1_600_000_000_000,
  });
  catalog.files.setPhoto(fileId, photoId);
  return photoId;
}

function fillCatalog(folder: string, data: string, count: number): void {
  const manifest = JSON.parse(
    readFileSync(new URL('../../src/ml/models/dolg-b4-vit/manifest.json', import.meta.url), 'utf8'),
  ) as { sha256: string; dims: number };
  const catalog = openCatalog({ folder: data });
  const modelId = catalog.embeddings.ensureModel({ hash: manifest.sha256, name: 'bench', dims: manifest.dims });
  const path = realpathSync.native(folder);
  const { volumeId, label, pathInVolume } = identifyVolume(path, listMounts());
  const rootId = catalog.roots.insert({ volumeId, volumeLabel: label, path, pathInVolume, addedMs: Date.now() });
  catalog.transaction(() => {
    const photoIds: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const parent = `trip ${Math.floor(index / filesPerFolder)}`;
      if (index % filesPerFolder === 0) mkdirSync(join(folder, parent), { recursive: true });
      const relativePath = `${parent}/IMG_${String(index).padStart(6, '0')}.JPG`;
      writeFileSync(join(folder, relativePath), String(index));
      const photoId = addPhoto(catalog, rootId, relativePath, index, join(folder, relativePath));
      catalog.embeddings.put(photoId, modelId, makeVector(index, manifest.dims));
      photoIds.push(photoId);
    }
    for (let album = 0; album < albumCount; album += 1) {
      const albumId = catalog.albums.insert({ kind: 'group', landmarkId: null, name: `Unnamed landmark ${album}` });
      for (const photoId of photoIds.slice(album * photosPerAlbum, (album + 1) * photosPerAlbum)) {
        catalog.memberships.setSuggested(albumId, photoId, 0.9);
      }
    }
  });
  catalog.close();
}

const [folder = '', data = '', count = '0'] = process.argv.slice(2);
fillCatalog(folder, data, Number(count));
