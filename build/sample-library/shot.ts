/** @file What one photo of the sample library is: a view of a scene, a moment, a camera, a file. */

/** A point of a scene: metres in the open air, centimetres in rooms; x east, y up, z north. */
export type Point = readonly [x: number, y: number, z: number];

/** Invented cameras; the name of a file follows its camera as in life. */
export type CameraName = 'reflex' | 'phone' | 'compact';

/** Light of a scene: out of doors by the hour, in rooms `day`, `sunny` or `evening`. */
export type LightName = 'noon' | 'morning' | 'golden' | 'overcast' | 'dusk' | 'night' | 'day' | 'sunny' | 'evening';

/** EXIF orientation (Exif 2.32, tag 0x0112): how the stored pixels are to be turned to stand upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** One photo. */
export interface Shot {
  /** Path under `photos/`; its ending decides the format. */
  readonly file: string;
  /** Path under `scenes/`, without `.pov`. */
  readonly scene: string;
  /** Id of the landmark shown, or null. */
  readonly landmark: string | null;
  readonly from: Point;
  readonly at: Point;
  /** Horizontal angle of view in degrees. */
  readonly angleDeg: number;
  /** Size of the upright picture in pixels. */
  readonly size: readonly [width: number, height: number];
  readonly light: LightName;
  /** Azimuth of the sun in degrees, clockwise from north. */
  readonly sunDeg?: number;
  /** 0 clear, 1 usual, 5 misty. */
  readonly haze?: number;
  /** 0 none to 1 covered. */
  readonly clouds?: number;
  /** A word that the scene knows: what stands in the way or in the middle. */
  readonly extra?: string;
  /** Local time with its offset, `YYYY-MM-DDTHH:MM:SS+HH:MM`. */
  readonly takenAt: string;
  readonly camera: CameraName;
  readonly orientation?: Orientation;
  /** Where the scene's origin lies on Earth; absent when the camera wrote no position. */
  readonly origin?: readonly [latitudeDeg: number, longitudeDeg: number];
  /** Stops added when developing. */
  readonly exposureStops?: number;
  readonly warmth?: number;
}

/** A number that stands for the file: clouds, passers-by and colour casts differ from photo to photo with it. */
export function seedOf(file: string): number {
  let seed = 7;
  for (const character of file) seed = (seed * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return seed;
}

/** Name of the working files of a shot: letters, digits and hyphens only. */
export function slugOf(file: string): string {
  const plain = file
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `${plain}-${String(seedOf(file))}`;
}

function vector(point: Point): string {
  return `<${point.map(String).join(', ')}>`;
}

/** The scene file that POV-Ray reads for a shot: what differs, then the scene. */
export function describeShot(shot: Shot): string {
  const values: Record<string, string | number> = {
    ShotSeed: seedOf(shot.file) % 97,
    ShotFrom: vector(shot.from),
    ShotAt: vector(shot.at),
    ShotAngle: shot.angleDeg,
    ShotAspect: shot.size[0] / shot.size[1],
    ShotTime: `"${shot.light}"`,
    ShotSun: shot.sunDeg ?? 150,
    ShotHaze: shot.haze ?? 1,
    ShotClouds: shot.clouds ?? (shot.light === 'overcast' ? 1 : 0.5),
    ShotExtra: `"${shot.extra ?? ''}"`,
    // The scenes know a slower quality and lens blur too; at the size of these photos neither is worth its hour.
    ShotQuality: 0,
    ShotAperture: 0,
  };
  const lines = Object.entries(values).map(([name, value]) => `#declare ${name} = ${String(value)};`);
  return [`#version 3.7;`, ...lines, `#include "${shot.scene}.pov"`, ''].join('\n');
}
