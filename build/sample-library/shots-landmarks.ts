/** @file The photos of the eight invented landmarks: where each was taken from, when, and with what. */

import type { CameraName, LightName, Orientation, Point, Shot } from './shot.ts';

/** An invented landmark and the real place near which we pretend that it stands. */
export interface SampleLandmark {
  readonly id: string;
  readonly name: string;
  readonly near: string;
  readonly origin: readonly [latitudeDeg: number, longitudeDeg: number];
}

/** None of these exists. */
export const SAMPLE_LANDMARKS: readonly SampleLandmark[] = [
  { id: 'clock-tower', name: 'Aldermoor Clock Tower', near: 'Porto', origin: [41.1466, -8.6118] },
  { id: 'arch-bridge', name: 'Sarrow Bridge', near: 'Salzburg', origin: [47.8033, 13.0417] },
  { id: 'domed-temple', name: 'Temple of Veloria', near: 'Nice', origin: [43.6951, 7.2796] },
  { id: 'horseshoe-gate', name: 'Bab Zerrin', near: 'Marrakesh', origin: [31.6291, -7.9952] },
  { id: 'lighthouse', name: 'Skarvholm Lighthouse', near: 'Bergen', origin: [60.4062, 5.2914] },
  { id: 'helix-tower', name: 'Meridian Helix', near: 'Rotterdam', origin: [51.9161, 4.4842] },
  { id: 'pagoda', name: 'Hoshimori Pagoda', near: 'Kyoto', origin: [34.9987, 135.7801] },
  { id: 'castle', name: 'Castle Corvane', near: 'Annecy', origin: [45.8961, 6.1322] },
];

const LANDSCAPE = [1024, 768] as const;
const WIDE = [1024, 683] as const;
const PORTRAIT = [768, 1024] as const;
const PANORAMA = [1280, 480] as const;
type Size = readonly [number, number];

/** A row of the tables below: file, from, at, angle, size, light, sun, taken at, camera, then what is rare. */
type Row = readonly [
  file: string,
  from: Point,
  at: Point,
  angleDeg: number,
  size: Size,
  light: LightName,
  sunDeg: number,
  takenAt: string,
  camera: CameraName,
  rare?: Pick<Shot, 'haze' | 'clouds' | 'extra' | 'exposureStops' | 'warmth'> & {
    readonly orientation?: Orientation;
    readonly hasNoGps?: true;
  },
];

// One row a photo reads better than one property a line.
// prettier-ignore
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'clock-tower': [
    ['2022 Porto/DSC00312.JPG', [17, 1.7, -52], [0, 41, 0], 52, PORTRAIT, 'noon', 150, '2022-05-14T13:02:11+01:00', 'reflex', { orientation: 6 }],
    ['2022 Porto/DSC00315.JPG', [-20, 1.7, -50], [-2, 31, 0], 76, LANDSCAPE, 'golden', 250, '2022-05-14T19:41:37+01:00', 'reflex', { hasNoGps: true }],
    ['2022 Porto/Torre do relógio à noite.jpg', [22, 1.7, -46], [0, 41, 0], 54, PORTRAIT, 'dusk', 300, '2022-05-14T21:08:02+01:00', 'reflex'],
    ['2022 Porto/DSC00341.JPG', [-10, 1.7, -59], [0, 36, 0], 66, WIDE, 'overcast', 150, '2022-05-15T10:12:45+01:00', 'reflex', { orientation: 3, hasNoGps: true }],
    ['2022 Porto/DSC00344.JPG', [12, 1.7, -55], [0, 45, 0], 30, LANDSCAPE, 'morning', 120, '2022-05-16T08:55:19+01:00', 'reflex'],
    ['2022 Porto/DSC00346.JPG', [-22, 1.7, -46], [0, 42, 0], 52, PORTRAIT, 'noon', 205, '2022-05-16T14:20:54+01:00', 'reflex', { clouds: 0.25, orientation: 8 }],
    ['Phone/2022/IMG_1187.jpg', [36, 14, -54], [0, 42, 0], 44, PORTRAIT, 'golden', 240, '2022-05-16T19:33:28+01:00', 'phone'],
    ['Phone/2022/IMG_1191.jpg', [-16, 1.7, -42], [0, 47, 0], 36, LANDSCAPE, 'dusk', 250, '2022-05-16T21:15:40+01:00', 'phone', { hasNoGps: true }],
    ['Phone/2022/IMG_1203.jpg', [20, 1.7, 31], [0, 37, 0], 62, PORTRAIT, 'noon', 110, '2022-05-17T11:48:05+01:00', 'phone', { clouds: 0.7 }],
    ['Phone/2022/IMG_1204.jpg', [-31, 1.7, -44], [0, 42, 0], 54, PORTRAIT, 'morning', 160, '2022-05-17T09:30:00+01:00', 'phone'],
  ],
  'arch-bridge': [
    ['2021 Salzburg/P1020417.JPG', [30, 3, -75], [-8, 10, 0], 62, WIDE, 'noon', 150, '2021-09-04T13:31:09+02:00', 'compact'],
    ['2021 Salzburg/P1020423.JPG', [50, 7.5, -32], [-20, 12, 0], 60, WIDE, 'dusk', 330, '2021-09-04T20:02:51+02:00', 'compact', { hasNoGps: true }],
    ['2021 Salzburg/P1020430.JPG', [-45, 4, -60], [-2, 9, 0], 62, LANDSCAPE, 'golden', 235, '2021-09-05T18:40:17+02:00', 'compact', { extra: 'boat', orientation: 2 }],
    ['2021 Salzburg/P1020431.JPG', [4, 2.2, -62], [-14, 12, 0], 68, LANDSCAPE, 'overcast', 150, '2021-09-05T11:22:43+02:00', 'compact'],
    ['2021 Salzburg/P1020438.JPG', [20, 3, -95], [-38, 14, 0], 32, LANDSCAPE, 'morning', 125, '2021-09-06T09:10:26+02:00', 'compact', { hasNoGps: true }],
    ['2021 Salzburg/P1020440.JPG', [-12, 3, 70], [-28, 13, 0], 58, WIDE, 'golden', 300, '2021-09-06T18:51:58+02:00', 'compact'],
    ['2021 Salzburg/P1020444.JPG', [-33, 2.5, -44], [-50, 16, 0], 52, PORTRAIT, 'noon', 140, '2021-09-07T12:04:31+02:00', 'compact', { orientation: 5 }],
    ['2021 Salzburg/Panorama Fluß.jpg', [40, 12, -95], [-8, 10, 0], 78, PANORAMA, 'noon', 190, '2021-09-07T14:45:00+02:00', 'compact'],
    ['Phone/2021/IMG_0562.jpg', [46, 7.4, -50], [-12, 11, 0], 56, LANDSCAPE, 'morning', 140, '2021-09-07T09:37:12+02:00', 'phone', { extra: 'branch' }],
    ['Phone/2021/IMG_0566.jpg', [10, 4, -85], [-14, 11, 0], 50, LANDSCAPE, 'overcast', 150, '2021-09-08T07:58:03+02:00', 'phone', { haze: 4, hasNoGps: true }],
  ],
  'domed-temple': [
    ['2023 Riviera/DSC01207.JPG', [26, 2, -62], [0, 19, 0], 54, LANDSCAPE, 'noon', 140, '2023-07-14T12:31:08+02:00', 'reflex'],
    ['2023 Riviera/DSC01219.JPG', [-40, 7, -42], [0, 19, 0], 60, LANDSCAPE, 'dusk', 330, '2023-07-14T21:22:47+02:00', 'reflex', { hasNoGps: true }],
    ['2023 Riviera/DSC01224.JPG', [0, 2, -72], [0, 19, 0], 50, WIDE, 'golden', 225, '2023-07-15T20:04:19+02:00', 'reflex', { orientation: 4 }],
    ['2023 Riviera/DSC01230.JPG', [21, 1.8, -44], [0, 21, 0], 52, PORTRAIT, 'overcast', 150, '2023-07-16T10:18:33+02:00', 'reflex', { orientation: 8 }],
    ['2023 Riviera/DSC01231.JPG', [30, 2, -66], [0, 30, 0], 28, LANDSCAPE, 'morning', 130, '2023-07-16T09:02:50+02:00', 'reflex', { hasNoGps: true }],
    ['2023 Riviera/DSC01238.JPG', [56, 2, -16], [0, 19, 0], 54, LANDSCAPE, 'noon', 110, '2023-07-16T11:40:12+02:00', 'reflex', { clouds: 0.3 }],
    ['Phone/2023/IMG_2041.jpg', [32, 2, 46], [0, 20, 0], 62, WIDE, 'golden', 310, '2023-07-16T20:11:29+02:00', 'phone'],
    ['Phone/2023/IMG_2044.HEIC', [-20, 1.7, -38], [0, 22, 0], 58, PORTRAIT, 'noon', 200, '2023-07-17T13:55:41+02:00', 'phone'],
    ['Phone/2023/IMG_2050.jpg', [-26, 7, -66], [2, 17, 0], 74, PANORAMA, 'morning', 160, '2023-07-17T08:47:04+02:00', 'phone', { hasNoGps: true }],
    ['Phone/2023/IMG_2052.jpg', [-32, 1.7, -52], [0, 18, 0], 56, LANDSCAPE, 'golden', 210, '2023-07-17T19:58:36+02:00', 'phone', { extra: 'lamp' }],
  ],
  'horseshoe-gate': [
    ['2024 Marrakesh/DSC02011.JPG', [12, 1.7, -42], [0, 13, 0], 58, LANDSCAPE, 'noon', 200, '2024-03-09T13:12:27+01:00', 'reflex'],
    ['2024 Marrakesh/DSC02019.JPG', [-14, 1.7, -34], [0, 13, 0], 66, LANDSCAPE, 'dusk', 330, '2024-03-09T19:07:55+01:00', 'reflex', { hasNoGps: true }],
    ['2024 Marrakesh/DSC02026.JPG', [0, 1.7, -50], [0, 13, 0], 50, WIDE, 'golden', 215, '2024-03-10T17:49:13+01:00', 'reflex'],
    ['2024 Marrakesh/DSC02028.JPG', [4, 1.7, -36], [0, 14, 0], 50, PORTRAIT, 'overcast', 150, '2024-03-10T10:31:38+01:00', 'reflex', { orientation: 6 }],
    ['2024 Marrakesh/DSC02033.JPG', [8, 1.7, -42], [0, 14, 0], 30, LANDSCAPE, 'morning', 140, '2024-03-11T09:20:44+01:00', 'reflex', { hasNoGps: true }],
    ['2024 Marrakesh/DSC02040.JPG', [-9, 1.7, 33], [0, 13, 0], 68, LANDSCAPE, 'morning', 50, '2024-03-11T09:44:02+01:00', 'reflex'],
    ['Phone/2024/IMG_3110.jpg', [24, 1.7, -38], [0, 13, 0], 54, LANDSCAPE, 'noon', 170, '2024-03-11T12:27:18+01:00', 'phone', { extra: 'palm' }],
    ['Phone/2024/IMG_3114.jpg', [-20, 1.7, -32], [-4, 15, 0], 56, PORTRAIT, 'noon', 225, '2024-03-11T14:10:59+01:00', 'phone', { clouds: 0.2, orientation: 7 }],
    ['Phone/2024/IMG_3119.jpg', [9, 1.7, -54], [1, 13, 0], 42, LANDSCAPE, 'golden', 240, '2024-03-12T17:55:31+01:00', 'phone', { extra: 'lamp', hasNoGps: true }],
  ],
  lighthouse: [
    ['2024 Norway/DSC02388.JPG', [-45, 5, -75], [-3, 23, 0], 45, LANDSCAPE, 'noon', 130, '2024-06-21T13:05:49+02:00', 'reflex'],
    ['2024 Norway/DSC02391.JPG', [14, 11.5, -29], [-2, 28, 0], 58, PORTRAIT, 'dusk', 330, '2024-06-21T23:12:06+02:00', 'reflex', { hasNoGps: true }],
    ['2024 Norway/DSC02397.JPG', [80, 12, -80], [-4, 19, 0], 38, WIDE, 'golden', 250, '2024-06-22T21:30:22+02:00', 'reflex', { orientation: 3 }],
    ['2024 Norway/DSC02402.JPG', [-66, 4, -56], [-5, 23, 0], 44, LANDSCAPE, 'overcast', 150, '2024-06-23T10:45:14+02:00', 'reflex'],
    ['2024 Norway/DSC02405.JPG', [36, 10, -74], [0, 34, 0], 22, PORTRAIT, 'morning', 140, '2024-06-23T07:36:53+02:00', 'reflex', { orientation: 8 }],
    ['2024 Norway/DSC02411.JPG', [-58, 8, 52], [-3, 23, 0], 46, LANDSCAPE, 'golden', 310, '2024-06-23T21:55:08+02:00', 'reflex', { hasNoGps: true }],
    ['2024 Norway/Fyr på Skarvholm.jpg', [4, 4, -80], [0, 26, 0], 34, PORTRAIT, 'noon', 200, '2024-06-24T14:22:37+02:00', 'reflex'],
    ['Phone/2024/IMG_3702.jpg', [24, 12, -105], [0, 21, 0], 66, PANORAMA, 'noon', 220, '2024-06-24T15:01:41+02:00', 'phone'],
    ['Phone/2024/IMG_3705.jpg', [-30, 5, -80], [-3, 23, 0], 44, LANDSCAPE, 'overcast', 150, '2024-06-25T08:15:25+02:00', 'phone', { haze: 9, hasNoGps: true }],
  ],
  'helix-tower': [
    ['Phone/2025/IMG_4408.jpg', [26, 1.8, -118], [0, 92, 0], 60, PORTRAIT, 'noon', 150, '2025-04-05T13:40:10+02:00', 'phone'],
    ['Phone/2025/IMG_4411.jpg', [-30, 4, -150], [0, 94, 0], 54, PORTRAIT, 'dusk', 330, '2025-04-05T20:31:57+02:00', 'phone', { hasNoGps: true }],
    ['Phone/2025/IMG_4415.jpg', [-5, 1.8, -62], [0, 82, 0], 72, PORTRAIT, 'golden', 240, '2025-04-05T19:12:26+02:00', 'phone', { orientation: 6 }],
    ['Phone/2025/IMG_4420.jpg', [-14, 2, -96], [0, 90, 0], 62, PORTRAIT, 'overcast', 150, '2025-04-06T10:50:33+02:00', 'phone'],
    ['2025 Rotterdam/P1040102.JPG', [10, 2, -140], [0, 120, 0], 46, WIDE, 'morning', 130, '2025-04-06T08:59:48+02:00', 'compact', { hasNoGps: true }],
    ['2025 Rotterdam/P1040107.JPG', [-18, 2, -128], [4, 68, 0], 84, WIDE, 'noon', 200, '2025-04-06T14:07:05+02:00', 'compact', { clouds: 0.35 }],
    ['2025 Rotterdam/P1040110.JPG', [14, 1.7, -34], [0, 96, 0], 78, PORTRAIT, 'noon', 170, '2025-04-06T12:33:19+02:00', 'compact', { orientation: 6 }],
    ['2025 Rotterdam/P1040115.JPG', [20, 2, -112], [0, 64, 0], 58, LANDSCAPE, 'dusk', 290, '2025-04-06T20:40:44+02:00', 'compact'],
    ['2025 Rotterdam/P1040119.JPG', [-26, 1.7, -78], [0, 88, 0], 66, PORTRAIT, 'morning', 110, '2025-04-07T09:21:02+02:00', 'compact', { extra: 'tree' }],
  ],
  pagoda: [
    ['2025 日本/DSC03118.JPG', [34, 2.2, -46], [0, 20, 0], 58, LANDSCAPE, 'noon', 150, '2025-04-11T12:15:30+09:00', 'reflex'],
    ['2025 日本/DSC03125.JPG', [2, 1.7, -34], [0, 22, 0], 60, PORTRAIT, 'dusk', 330, '2025-04-11T18:39:21+09:00', 'reflex', { hasNoGps: true }],
    ['2025 日本/桜と塔.jpg', [22, 8, -26], [0, 23, 0], 62, PORTRAIT, 'golden', 230, '2025-04-12T17:28:56+09:00', 'reflex'],
    ['2025 日本/DSC03131.JPG', [-22, 2, -42], [0, 20, 0], 60, LANDSCAPE, 'overcast', 150, '2025-04-12T10:03:17+09:00', 'reflex', { orientation: 2 }],
    ['2025 日本/DSC03136.JPG', [14, 2, -50], [0, 27, 0], 34, PORTRAIT, 'morning', 140, '2025-04-13T08:20:09+09:00', 'reflex', { hasNoGps: true, orientation: 5 }],
    ['2025 日本/DSC03140.JPG', [22, 1.2, -60], [0, 18, 0], 54, WIDE, 'golden', 215, '2025-04-13T17:10:48+09:00', 'reflex', { clouds: 0.3 }],
    ['Phone/2025/IMG_4513.jpg', [-8, 1.8, -48], [0, 21, 0], 54, PORTRAIT, 'noon', 190, '2025-04-13T13:45:52+09:00', 'phone', { extra: 'branch' }],
    ['Phone/2025/IMG_4517.jpg', [12, 4, -66], [0, 17, 0], 74, PANORAMA, 'morning', 130, '2025-04-14T08:51:34+09:00', 'phone'],
    ['Phone/2025/IMG_4522.jpg', [10, 1.6, -18], [0, 24, 0], 66, PORTRAIT, 'noon', 160, '2025-04-14T11:26:15+09:00', 'phone', { hasNoGps: true }],
  ],
  castle: [
    ['2020 Annecy/P1010233.JPG', [70, 8, -190], [0, 46, 0], 42, LANDSCAPE, 'noon', 140, '2020-10-03T13:18:42+02:00', 'compact'],
    ['2020 Annecy/P1010240.JPG', [-100, 55, -105], [0, 56, 0], 44, LANDSCAPE, 'dusk', 330, '2020-10-03T19:30:08+02:00', 'compact', { hasNoGps: true }],
    ['2020 Annecy/P1010246.JPG', [-3, 37, -80], [0, 57, 0], 64, WIDE, 'golden', 225, '2020-10-04T17:47:55+02:00', 'compact', { orientation: 4 }],
    ['2020 Annecy/P1010251.JPG', [-80, 12, -160], [0, 48, 0], 42, LANDSCAPE, 'overcast', 150, '2020-10-04T11:02:31+02:00', 'compact'],
    ['2020 Annecy/P1010258.JPG', [44, 30, -150], [0, 60, 0], 30, LANDSCAPE, 'morning', 135, '2020-10-05T09:14:20+02:00', 'compact', { hasNoGps: true }],
    ['2020 Annecy/P1010260.JPG', [150, 22, -70], [0, 52, 0], 42, LANDSCAPE, 'noon', 120, '2020-10-05T12:40:06+02:00', 'compact', { clouds: 0.3 }],
    ['2020 Annecy/P1010263.JPG', [-30, 34, -100], [-4, 60, 0], 46, PORTRAIT, 'noon', 210, '2020-10-05T14:33:49+02:00', 'compact', { orientation: 7 }],
    ['2020 Annecy/Château au bord du lac.jpg', [110, 20, -200], [6, 48, 0], 56, PANORAMA, 'golden', 240, '2020-10-05T17:29:11+02:00', 'compact'],
    ['Phone/2020/IMG_0127.jpg', [60, 27, -130], [0, 54, 0], 46, LANDSCAPE, 'morning', 170, '2020-10-06T09:51:37+02:00', 'phone', { extra: 'branch', hasNoGps: true }],
    ['Phone/2020/IMG_0131.jpg', [-70, 42, 140], [0, 56, 0], 44, LANDSCAPE, 'golden', 310, '2020-10-06T17:58:24+02:00', 'phone'],
  ],
};

/** Every photo of a landmark. */
export const LANDMARK_SHOTS: readonly Shot[] = SAMPLE_LANDMARKS.flatMap(({ id, origin }) =>
  (ROWS[id] ?? []).map(([file, from, at, angleDeg, size, light, sunDeg, takenAt, camera, rare]) => {
    const { hasNoGps, ...others } = rare ?? {};
    const shot: Shot = {
      file,
      scene: `landmarks/${id}`,
      landmark: id,
      from,
      at,
      angleDeg,
      size,
      light,
      sunDeg,
      takenAt,
      camera,
      ...others,
    };
    return hasNoGps === true ? shot : { ...shot, origin };
  }),
);
