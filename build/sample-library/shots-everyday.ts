/** @file The photos that show no landmark: things, rooms, plain houses, open country. */

import type { CameraName, LightName, Orientation, Point, Shot } from './shot.ts';

/** Where "home" is in the sample library: a suburb of Utrecht. */
const HOME = [52.1087, 5.0918] as const;
const COAST = [43.5479, 7.0336] as const;
const MEADOW = [46.6712, 7.8405] as const;

type Row = readonly [
  file: string,
  scene: string,
  from: Point,
  at: Point,
  angleDeg: number,
  size: readonly [number, number],
  light: LightName,
  takenAt: string,
  camera: CameraName,
  rare?: Pick<Shot, 'sunDeg' | 'clouds' | 'haze' | 'extra' | 'exposureStops' | 'warmth' | 'origin'> & {
    readonly orientation?: Orientation;
  },
];

const LANDSCAPE = [1024, 768] as const;
const WIDE = [1024, 683] as const;
const PORTRAIT = [768, 1024] as const;

// One row a photo reads better than one property a line.
// prettier-ignore
const ROWS: readonly Row[] = [
  ['Home/IMG_0801.jpg', 'others/fruit', [-20, 34, -70], [0, 6, 0], 40, LANDSCAPE, 'sunny', '2021-11-20T11:04:12+01:00', 'phone', { origin: HOME }],
  ['Home/IMG_0802.jpg', 'others/fruit', [-16, 24, -72], [-3, 5, -18], 36, PORTRAIT, 'day', '2021-11-20T11:06:40+01:00', 'phone', { extra: 'lemons' }],
  ['Home/IMG_0840.jpg', 'others/fruit', [30, 52, -46], [2, 4, 0], 42, LANDSCAPE, 'evening', '2021-12-24T18:40:03+01:00', 'phone', { origin: HOME, orientation: 6 }],
  ['Home/IMG_0911.jpg', 'others/desk', [14, 42, -82], [0, 8, 0], 55, LANDSCAPE, 'day', '2022-01-15T14:22:51+01:00', 'phone', { origin: HOME }],
  ['Home/IMG_0912.jpg', 'others/desk', [26, 26, -52], [8, 5, -6], 44, WIDE, 'sunny', '2022-01-15T14:24:30+01:00', 'phone', { extra: 'mugs', orientation: 3 }],
  ['Home/IMG_0955.webp', 'others/desk', [-2, 36, -74], [-12, 10, 4], 62, LANDSCAPE, 'evening', '2022-02-03T21:10:45+01:00', 'phone', { origin: HOME, exposureStops: 0.3 }],
  ['Kids/P1030007.JPG', 'others/toys', [10, 22, -70], [0, 12, 0], 42, LANDSCAPE, 'day', '2022-11-06T10:15:27+01:00', 'compact', { origin: HOME }],
  ['Kids/P1030011.JPG', 'others/toys', [-16, 30, -84], [0, 16, 0], 44, PORTRAIT, 'day', '2022-11-06T10:31:09+01:00', 'compact', { extra: 'blocks', origin: HOME, orientation: 8 }],
  ['Kids/P1030014.JPG', 'others/toys', [-30, 22, -62], [-3, 5, 0], 50, WIDE, 'sunny', '2022-11-06T11:02:38+01:00', 'compact', { extra: 'train', origin: HOME }],
  ['Kids/P1030019.JPG', 'others/toys', [-14, 24, -42], [0, 17, 0], 40, PORTRAIT, 'sunny', '2022-12-18T15:44:56+01:00', 'compact', { orientation: 5 }],
  ['Home/IMG_1422.jpg', 'others/living-room', [60, 130, -240], [-10, 75, 100], 66, LANDSCAPE, 'day', '2022-10-02T12:08:19+02:00', 'phone', { origin: HOME }],
  ['Home/IMG_1425.jpg', 'others/living-room', [-120, 135, -150], [60, 72, 110], 62, WIDE, 'evening', '2022-10-02T20:45:02+02:00', 'phone', { origin: HOME, exposureStops: 0.4 }],
  ['Home/IMG_1431.jpg', 'others/living-room', [40, 105, -60], [-50, 72, 140], 58, LANDSCAPE, 'sunny', '2022-10-09T10:30:47+02:00', 'phone', { orientation: 2 }],
  ['Home/IMG_1432.jpg', 'others/living-room', [10, 120, -110], [230, 86, 70], 52, PORTRAIT, 'day', '2022-10-09T10:33:15+02:00', 'phone', { origin: HOME }],
  ['Home/IMG_1610.jpg', 'others/plants', [-20, 40, -100], [0, 21, 0], 56, LANDSCAPE, 'sunny', '2023-03-12T13:40:36+01:00', 'phone', { origin: HOME }],
  ['Home/plants for sale.png', 'others/plants', [30, 30, -96], [14, 19, 0], 62, LANDSCAPE, 'day', '2023-03-12T13:42:55+01:00', 'phone', { extra: 'can' }],
  ['Home/IMG_1613.jpg', 'others/plants', [2, 28, -52], [8, 16, 0], 40, PORTRAIT, 'sunny', '2023-03-12T13:45:21+01:00', 'phone', { origin: HOME }],
  ['Home/P1020950.JPG', 'others/chess', [22, 20, -46], [0, 2, -2], 44, LANDSCAPE, 'sunny', '2021-08-15T16:20:05+02:00', 'compact'],
  ['Home/P1020953.JPG', 'others/chess', [-38, 30, -20], [0, 1, 0], 46, WIDE, 'day', '2021-08-15T16:58:41+02:00', 'compact', { origin: HOME, orientation: 4 }],
  ['Home/IMG_1502.jpg', 'others/street', [10, 1.7, -11], [-4, 3.2, 3], 62, LANDSCAPE, 'noon', '2022-07-30T12:55:10+02:00', 'phone', { sunDeg: 200, origin: HOME }],
  ['Home/IMG_1503.jpg', 'others/street', [-14, 1.7, -9], [6, 3.4, 3], 60, WIDE, 'overcast', '2022-09-21T09:05:33+02:00', 'phone', { origin: HOME }],
  ['Home/IMG_1504.jpg', 'others/street', [2, 1.7, -12], [-9, 3.4, 3], 58, PORTRAIT, 'golden', '2022-09-24T19:01:49+02:00', 'phone', { sunDeg: 235, orientation: 7, origin: HOME }],
  ['2020 Annecy/P1010271.JPG', 'others/meadow', [0, 1.5, -20], [0, 1.9, 20], 58, WIDE, 'noon', '2020-10-06T12:12:28+02:00', 'compact', { sunDeg: 200, origin: MEADOW }],
  ['2020 Annecy/P1010274.JPG', 'others/meadow', [0, 1.7, -14], [0, 3.2, 20], 56, PORTRAIT, 'morning', '2020-10-07T09:40:16+02:00', 'compact', { sunDeg: 120, extra: 'path' }],
  ['2023 Riviera/DSC01244.JPG', 'others/meadow', [0, 1.9, -10], [0, 0.9, 4], 58, LANDSCAPE, 'noon', '2023-07-18T11:25:57+02:00', 'reflex', { sunDeg: 150, extra: 'beach', origin: COAST }],
];

/** Every photo without a landmark. */
export const EVERYDAY_SHOTS: readonly Shot[] = ROWS.map(
  ([file, scene, from, at, angleDeg, size, light, takenAt, camera, rare]) => ({
    file,
    scene,
    landmark: null,
    from,
    at,
    angleDeg,
    size,
    light,
    takenAt,
    camera,
    ...rare,
  }),
);
