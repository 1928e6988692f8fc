/**
 * @file Makes the sample library: renders every shot with POV-Ray, develops it, stores it as a photo, labels it.
 *
 *     node build/sample-library/render.ts [--force] [--develop] [--preview] [--only TEXT]
 *
 * Photos that exist are left alone. --force renders them anew, --develop stores them anew from the renderings kept in
 * `.work/`, --preview makes small quick pictures in `.work/preview` instead, --only limits to files or scenes that contain TEXT.
 */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

import sharp from 'sharp';

import { developPicture, readLinearPpm, type LinearPicture } from './develop.ts';
import { writePhoto } from './encode-photo.ts';
import { locateShot, writeExif } from './exif.ts';
import { describeShot, seedOf, slugOf, type Shot } from './shot.ts';
import { EVERYDAY_SHOTS } from './shots-everyday.ts';
import { LANDMARK_SHOTS, SAMPLE_LANDMARKS } from './shots-landmarks.ts';

const run = promisify(execFile);
const HERE = import.meta.dirname;
const PHOTOS = join(HERE, 'photos');
const WORK = join(HERE, '.work');

/** The same bytes under another name, as a messenger app leaves them. */
const DUPLICATE = { file: 'Phone/Received/IMG-20230716-WA0003.jpg', of: '2023 Riviera/DSC01207.JPG' } as const;
/** A file whose transfer stopped: the start of a photo, cut before its first scan line. */
const BROKEN = { file: 'Phone/Received/IMG-20240625-WA0011.jpg', of: 'Phone/2024/IMG_3705.jpg' } as const;

const SHOTS: readonly Shot[] = [...LANDMARK_SHOTS, ...EVERYDAY_SHOTS];

/** Stops by which each light is developed: dark scenes stay dark, but not black. */
const EXPOSURE_STOPS: Readonly<Record<Shot['light'], number>> = {
  noon: 0.35,
  morning: 0.5,
  golden: 0.5,
  overcast: 0.35,
  dusk: 0.6,
  night: 0.8,
  day: 0.55,
  sunny: 0.4,
  evening: 0.6,
};

/** Longest side of a photo: with 100 photos in under 6 MB, more pixels would only mean harder compression. */
const LONGEST_SIDE = 800;
/** Shots under way at once, one thread each. */
const WORKERS = 2;

/** Renders one shot unless its rendering is there. Answers the path of the 16-bit linear PPM. */
async function renderShot(shot: Shot, isFinal: boolean, isForced: boolean): Promise<string> {
  const folder = join(WORK, isFinal ? 'final' : 'quick');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${slugOf(shot.file)}.ppm`);
  if (existsSync(path) && !isForced) return path;
  const scene = path.replace(/ppm$/, 'pov');
  await writeFile(scene, describeShot(shot));
  const scale = Math.min(1, (isFinal ? LONGEST_SIDE : 320) / Math.max(...shot.size));
  const [width, height] = shot.size.map((side) => Math.round(side * scale));
  const unfinished = path.replace(/ppm$/, 'part.ppm');
  const settings = [
    `+W${String(width)}`,
    `+H${String(height)}`,
    '-D',
    '+WT1',
    '+FP16',
    'File_Gamma=1',
    '+A0.3',
    '+AM2',
    '+R2',
  ];
  try {
    await run('povray', [`+I${scene}`, `+O${unfinished}`, '+L.', ...settings], {
      cwd: join(HERE, 'scenes'),
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    throw new Error(`${shot.file}: POV-Ray failed\n${output.split('\n').slice(-12).join('\n')}`, { cause: error });
  }
  await rename(unfinished, path);
  return path;
}

async function developShot(shot: Shot, picture: LinearPicture): Promise<Buffer> {
  // Cameras and hours differ a little in colour, as the photos of one person do.
  const mood = (seedOf(shot.file) % 100) / 100 - 0.5;
  return developPicture(picture, {
    exposureStops: EXPOSURE_STOPS[shot.light] + (shot.exposureStops ?? 0) + mood * 0.2,
    warmth: shot.warmth ?? mood * 0.5,
    saturation: { reflex: 1.0, phone: 1.08, compact: 0.94 }[shot.camera],
    vignette: 0.3,
  });
}

/** JPEG bytes up to the start of the first scan (marker FFDA). */
function cutBeforeScan(jpeg: Buffer): Buffer {
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  if (scan < 0) throw new Error('the photo to break has no scan');
  return jpeg.subarray(0, scan);
}

async function writeLabels(): Promise<void> {
  const labelOf = (file: string): string | null => SHOTS.find((shot) => shot.file === file)?.landmark ?? null;
  const photos = SHOTS.map((shot) => ({
    path: shot.file,
    landmark: shot.landmark,
    kind: shot.landmark === null ? 'other' : 'landmark',
    hasGps: locateShot(shot) !== null,
    takenAt: shot.takenAt,
    orientation: shot.orientation ?? 1,
  }));
  const labels = {
    landmarks: SAMPLE_LANDMARKS.map(({ id, name, near, origin }) => ({
      id,
      name,
      near,
      latitude: origin[0],
      longitude: origin[1],
    })),
    photos: [
      ...photos,
      { path: DUPLICATE.file, landmark: labelOf(DUPLICATE.of), kind: 'duplicate', duplicateOf: DUPLICATE.of },
      { path: BROKEN.file, landmark: null, kind: 'broken' },
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  await writeFile(join(HERE, 'labels.json'), `${JSON.stringify(labels, null, 1)}\n`);
}

async function reportSize(): Promise<void> {
  const entries = await readdir(PHOTOS, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`${String(sizes.length)} files, ${(total / 1e6).toFixed(2)} MB`);
}

async function makePhoto(shot: Shot, isForced: boolean, isDevelopedAnew: boolean): Promise<void> {
  const path = join(PHOTOS, shot.file);
  if (existsSync(path) && !isForced && !isDevelopedAnew) return;
  const started = Date.now();
  const picture = await readLinearPpm(await renderShot(shot, true, isForced));
  const pixels = await developShot(shot, picture);
  await writePhoto(path, { width: picture.width, height: picture.height, pixels }, shot.orientation ?? 1);
  await writeExif(path, shot);
  const bytes = (await stat(path)).size;
  console.log(
    `${shot.file}: ${String(Math.round(bytes / 1000))} kB, ${String(Math.round((Date.now() - started) / 1000))} s`,
  );
}

async function makePreview(shot: Shot, isForced: boolean): Promise<void> {
  const path = join(WORK, 'preview', `${slugOf(shot.file)}.png`);
  if (existsSync(path) && !isForced) return;
  const picture = await readLinearPpm(await renderShot(shot, false, isForced));
  const raw = { width: picture.width, height: picture.height, channels: 3 } as const;
  await mkdir(dirname(path), { recursive: true });
  await sharp(await developShot(shot, picture), { raw })
    .png()
    .toFile(path);
  console.log(shot.file);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      force: { type: 'boolean', default: false },
      develop: { type: 'boolean', default: false },
      preview: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  });
  let failures = 0;
  const shots = SHOTS.filter(({ file, scene }) => `${scene} ${file}`.includes(values.only));
  const makeNext = async (): Promise<void> => {
    for (let shot = shots.shift(); shot !== undefined; shot = shots.shift()) {
      try {
        if (values.preview) await makePreview(shot, values.force);
        else await makePhoto(shot, values.force, values.develop);
      } catch (error) {
        failures += 1;
        console.error(error instanceof Error ? error.message : error);
      }
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, makeNext));
  process.exitCode = failures > 0 ? 1 : 0;
  if (values.preview || values.only !== '' || failures > 0) return;
  await mkdir(join(PHOTOS, 'Phone/Received'), { recursive: true });
  await copyFile(join(PHOTOS, DUPLICATE.of), join(PHOTOS, DUPLICATE.file));
  await writeFile(join(PHOTOS, BROKEN.file), cutBeforeScan(await readFile(join(PHOTOS, BROKEN.of))));
  await writeLabels();
  await reportSize();
}

await main();
