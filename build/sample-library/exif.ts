/** @file Writes what a camera would write: time, camera, exposure, position, orientation. Uses ExifTool. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { CameraName, Shot } from './shot.ts';

const run = promisify(execFile);

/** Invented makers and models; each with the f-number of its lens. */
const CAMERAS: Readonly<Record<CameraName, { make: string; model: string; lens: string; fNumber: number }>> = {
  reflex: { make: 'Lumora', model: 'Lumora D40', lens: 'Lumora 18-135 mm', fNumber: 8 },
  phone: { make: 'Pebble', model: 'Pebble 5', lens: 'Pebble 5 rear camera', fNumber: 1.8 },
  compact: { make: 'Kestrel', model: 'Kestrel TZ9', lens: 'Kestrel 24-200 mm', fNumber: 5.6 },
};

/** Metres of one degree of latitude (mean). */
const METRES_PER_DEGREE = 111_320;

/** Where a shot was taken: its scene's origin moved by its viewpoint. Rooms (centimetres) stay at the origin. */
export function locateShot(shot: Shot): { latitude: number; longitude: number } | null {
  if (shot.origin === undefined) return null;
  const [latitude, longitude] = shot.origin;
  const metres = shot.landmark === null ? 0.01 : 1;
  const north = (shot.from[2] * metres) / METRES_PER_DEGREE;
  const east = (shot.from[0] * metres) / (METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180));
  return { latitude: latitude + north, longitude: longitude + east };
}

function exposureOf(shot: Shot): { time: string; iso: number } {
  if (shot.light === 'dusk' || shot.light === 'night') return { time: '1/15', iso: 1600 };
  if (shot.light === 'evening') return { time: '1/30', iso: 1250 };
  if (shot.light === 'overcast' || shot.light === 'day') return { time: '1/125', iso: 200 };
  return { time: '1/500', iso: 100 };
}

/** ExifTool's arguments for a shot, without file names. */
export function describeExif(shot: Shot): string[] {
  const camera = CAMERAS[shot.camera];
  const exposure = exposureOf(shot);
  const [date = '', rest = ''] = shot.takenAt.split('T');
  const stamp = `${date.replaceAll('-', ':')} ${rest.slice(0, 8)}`;
  const offset = rest.slice(8);
  const halfWidth = Math.tan((shot.angleDeg * Math.PI) / 360);
  const halfDiagonal = (halfWidth * Math.hypot(shot.size[0], shot.size[1])) / shot.size[0];
  const tags = [
    `-Make=${camera.make}`,
    `-Model=${camera.model}`,
    `-LensModel=${camera.lens}`,
    `-FNumber=${String(camera.fNumber)}`,
    `-ExposureTime=${exposure.time}`,
    `-ISO=${String(exposure.iso)}`,
    // 21.6 mm is half the diagonal of a 36 x 24 mm frame.
    `-FocalLengthIn35mmFormat=${String(Math.round(21.6 / halfDiagonal))}`,
    `-DateTimeOriginal=${stamp}`,
    `-CreateDate=${stamp}`,
    `-ModifyDate=${stamp}`,
    `-OffsetTime=${offset}`,
    `-OffsetTimeOriginal=${offset}`,
    `-OffsetTimeDigitized=${offset}`,
    `-Orientation#=${String(shot.orientation ?? 1)}`,
    '-Copyright=The Cairn authors, CC0-1.0',
    '-ImageDescription=',
  ];
  const place = locateShot(shot);
  if (place !== null) {
    tags.push(
      `-GPSLatitude=${String(Math.abs(place.latitude))}`,
      `-GPSLatitudeRef=${place.latitude < 0 ? 'S' : 'N'}`,
      `-GPSLongitude=${String(Math.abs(place.longitude))}`,
      `-GPSLongitudeRef=${place.longitude < 0 ? 'W' : 'E'}`,
    );
  }
  return tags;
}

/** Writes a shot's EXIF into its file. @throws Error with ExifTool's message if it cannot. */
export async function writeExif(path: string, shot: Shot): Promise<void> {
  await run('exiftool', ['-q', '-q', '-overwrite_original', '-charset', 'filename=utf8', ...describeExif(shot), path]);
}
