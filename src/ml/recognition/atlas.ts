/**
 * @file The atlas in memory and its file format.
 *
 * [Note: atlas format] An atlas is a folder with two files. `atlas.json` (see `atlasFileSchema`) says which model made the vectors
 * (`modelSha256`: an atlas of another model is refused, two vector spaces are never mixed), which landmarks there are, with
 * their facts and how many references each has, and how large the vector file must be and its sha256. `references.bin` holds,
 * little-endian and in this order, with `rows = sum of references + nonLandmarkReferences`:
 *   1. float32[rows]: scale of each row;
 *   2. float32[rows - nonLandmarkReferences]: b_j, mean cosine of reference j to the 5 nearest references that
 *      show something else;
 *   3. int8[rows * dims]: the vectors; `scale * int8` is the unit vector to within 1e-3 in cosine.
 * Rows lie landmark by landmark in the order of `landmarks`, then come the non-landmark references.
 */
import { z } from 'zod';
import type { QuantizedVectors } from './quantized-vectors.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A landmark's id: lower-case words joined by hyphens, stable for ever. */
export const landmarkIdSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** One landmark and what is known of it. */
export const landmarkFactsSchema = z.strictObject({
  id: landmarkIdSchema,
  name: z.string().min(1).max(200),
  /** Other names, also in local languages. */
  aliases: z.array(z.string().min(1).max(200)).max(20),
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

/** Logistic fit of design.md section 6's score to the probability that the best landmark is right. */
export const scoreCalibrationSchema = z.strictObject({
  intercept: z.number(),
  /** Weight of the landmark's score. */
  score: z.number(),
  /** Weight of the best other landmark's score, where that is positive. */
  rival: z.number(),
  /** Weight of how near the nearest reference is, against what is usual for the landmark. */
  closeness: z.number(),
});

export const atlasFileSchema = z.strictObject({
  format: z.literal('cairn-atlas'),
  formatVersion: z.literal(1),
  name: z.string().min(1).max(200),
  version: z.string().min(1).max(50),
  modelSha256: sha256,
  dims: z.int().min(1).max(4096),
  landmarks: z.array(landmarkFactsSchema.extend({ references: z.int().min(1).max(100_000) })).max(500_000),
  nonLandmarkReferences: z.int().min(0).max(1_000_000),
  vectors: z.strictObject({ file: z.literal('references.bin'), bytes: z.int().min(0), sha256 }),
  calibration: scoreCalibrationSchema,
  licence: z.string().max(2000),
  attribution: z.string().max(2000),
});

export type LandmarkFacts = z.output<typeof landmarkFactsSchema>;
export type ScoreCalibration = z.output<typeof scoreCalibrationSchema>;
export type AtlasFile = z.output<typeof atlasFileSchema>;

/** An atlas ready for look-up. */
export interface Atlas {
  readonly name: string;
  readonly version: string;
  /** sha256 of the model.onnx that made the vectors. */
  readonly modelHash: string;
  readonly dims: number;
  readonly landmarks: readonly LandmarkFacts[];
  /** Landmark by landmark. */
  readonly references: QuantizedVectors;
  /** Index in `landmarks` of each reference. */
  readonly landmarkOf: Int32Array;
  /** b_j: mean cosine of each reference to the 5 nearest references that show another landmark or none. */
  readonly penalties: Float32Array;
  readonly nonLandmarks: QuantizedVectors;
  readonly calibration: ScoreCalibration;
}
