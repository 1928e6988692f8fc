/**
 * @file The atlas in memory and its file format.
 *
 * [Note: atlas pack] An atlas is one file, `NAME.cairn-atlas`: the bundled one, those that a person builds, exports or imports.
 * All numbers are little-endian. With `rows = sum of the landmarks' references + nonLandmarkReferences` and
 * `references = rows - nonLandmarkReferences` the file holds, without gaps and to its last byte:
 *   1. 8 bytes: `CAIRNATL`;
 *   2. uint32: version of the format, 1;
 *   3. uint32: length of the header in bytes, at most 64 MiB;
 *   4. 32 bytes: sha256 of everything that follows. It names the atlas, too: an installed one lies under its hash;
 *   5. the header: JSON in UTF-8, see `atlasHeaderSchema`. `modelSha256` says which model made the vectors: an atlas of another
 *      model is refused, two vector spaces are never mixed;
 *   6. float32[references]: b_j, mean cosine of reference j to the 5 nearest references that show something else;
 *   7. int8[rows * dims]: the vectors as directions; a row divided by its length is the unit vector to within 1e-3 in cosine.
 * Rows lie landmark by landmark in the order of `landmarks`, then come the non-landmark references. A file of 81,313 landmarks
 * with three references each takes 138 MB. Nothing in it is a path, and no photo is in it; what the vectors tell of photos:
 * docs/atlases.md.
 */
import { z } from 'zod';
import type { QuantizedVectors } from './quantized-vectors.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Text of one line: it is shown on terminals. */
const line = z.string().regex(/^\P{Cc}*$/u, 'control characters');

/** A landmark's id: lower-case words joined by hyphens, stable for ever. */
export const landmarkIdSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** What a landmark is. 'other' is the rest, and what nobody said. */
export const landmarkKinds = [
  'aqueduct',
  'beach',
  'bridge',
  'building',
  'castle',
  'cave',
  'cemetery',
  'church',
  'dam',
  'fountain',
  'garden',
  'gate',
  'island',
  'lake',
  'library',
  'lighthouse',
  'market',
  'monastery',
  'monument',
  'mosque',
  'mountain',
  'museum',
  'other',
  'palace',
  'park',
  'quarter',
  'ruin',
  'shrine',
  'skyscraper',
  'square',
  'stadium',
  'station',
  'statue',
  'street',
  'synagogue',
  'temple',
  'theatre',
  'tomb',
  'tower',
  'valley',
  'waterfall',
] as const;

/** One landmark and what is known of it. */
export const landmarkFactsSchema = z.strictObject({
  id: landmarkIdSchema,
  name: line.min(1).max(200),
  /** Other names, also in local languages. */
  aliases: z.array(line.min(1).max(200)).max(20),
  /** Names by BCP 47 language, besides the main one, which is English where there is an English name. */
  names: z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), line.min(1).max(200)).default({}),
  kind: z.enum(landmarkKinds).default('other'),
  /** ISO 3166-1 alpha-2; null where it is disputed. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  /** WGS 84, degrees; null when not known. */
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  /** How far away, in metres, a photo of it is plausible. */
  reachMeters: z.number().min(50).max(500_000),
});

/** Fitted ones are below 50. Their sums stay numbers: a probability is one, whatever an atlas says. */
const weight = z.number().min(-1000).max(1000);

/** Conditional logit of what the references say of a photo: the log-odds of a landmark against none (`calibrateScore`). */
export const scoreCalibrationSchema = z.strictObject({
  intercept: weight,
  /** Weight of the landmark's score (design.md section 6). */
  score: weight,
  /** Weight of the soft mean of the cosines to all references. */
  support: weight,
  /** Weight of the cosine to the nearest reference. */
  nearest: weight,
  /** Weight of how near the nearest reference is, against what is usual for the landmark. */
  closeness: weight,
});

/** Google Landmarks v2 has 203,094. */
export const maxLandmarks = 500_000;

export const atlasHeaderSchema = z.strictObject({
  name: line.min(1).max(200),
  version: line.min(1).max(50),
  /** Name and version of the model, for messages. */
  modelName: line.max(200),
  modelSha256: sha256,
  dims: z.int().min(1).max(4096),
  landmarks: z
    .array(
      landmarkFactsSchema.extend({
        references: z.int().min(1).max(100_000),
        /** Photos that the references stand for, where they are means of several. */
        photos: z.int().min(1).max(10_000_000).optional(),
      }),
    )
    .max(maxLandmarks),
  nonLandmarkReferences: z.int().min(0).max(1_000_000),
  /** Null: that of the bundled atlas, or a strict one. */
  calibration: scoreCalibrationSchema.nullable(),
  licence: line.max(2000),
  attribution: line.max(2000),
});

export type LandmarkFacts = z.output<typeof landmarkFactsSchema>;
export type ScoreCalibration = z.output<typeof scoreCalibrationSchema>;
export type AtlasHeader = z.output<typeof atlasHeaderSchema>;

/** The bundled atlas within its folder. */
export const bundledAtlasName = 'landmarks.cairn-atlas';

/** An atlas ready for look-up. */
export interface Atlas {
  readonly name: string;
  readonly version: string;
  /** Name and version of the model that made the vectors. */
  readonly modelName: string;
  /** sha256 of its model.onnx. */
  readonly modelHash: string;
  readonly dims: number;
  readonly landmarks: readonly LandmarkFacts[];
  /** Landmark by landmark. */
  readonly references: QuantizedVectors;
  /** Index in `landmarks` of each reference. */
  readonly landmarkOf: Int32Array;
  /** Photos that the references of each landmark stand for. */
  readonly photosOf: Int32Array;
  /** b_j: mean cosine of each reference to the 5 nearest references that show another landmark or none. */
  readonly penalties: Float32Array;
  readonly nonLandmarks: QuantizedVectors;
  readonly calibration: ScoreCalibration | null;
}
