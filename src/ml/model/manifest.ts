/** @file manifest.json of a model folder: what the model takes in and gives out (design.md section 5, the model contract). */
import { z } from 'zod';

const sideSchema = z.int().min(32).max(4096).multipleOf(32);
const textSchema = z.string().min(1).max(2000);

export const modelSizeSchema = z.object({ width: sideSchema, height: sideSchema });

/** Shape of manifest.json; further keys are allowed and ignored. */
export const manifestSchema = z.object({
  format: z.literal(1),
  name: z
    .string()
    .max(100)
    .regex(/^[\w.-]+$/),
  version: textSchema,
  architecture: textSchema,
  /** Of model.onnx, lower-case hex. Embeddings are keyed by it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  opset: z.int().min(7).max(100),
  precision: textSchema,
  /** Length of an embedding. */
  dims: z.int().min(1).max(8192),
  /** `[N, H, W, 3]`, sRGB, upright; normalisation is inside the graph. */
  input: z.object({ name: textSchema, dtype: z.literal('uint8'), layout: z.literal('NHWC') }),
  outputs: z.object({ embedding: textSchema, attention: textSchema }),
  resize: z.object({ kernel: z.literal('cubic'), mode: z.literal('stretch') }),
  /** A photo takes the one nearest to its shape. */
  sizes: z.tuple([modelSizeSchema], modelSizeSchema).check(z.maxLength(16)),
  /** Factors on the size; the embeddings of all are averaged, then set to unit length. */
  scales: z.tuple([z.number().min(0.1).max(4)], z.number().min(0.1).max(4)).check(z.maxLength(8)),
  /** Cosine of two photos to the probability that they show one landmark: sigmoid(slope x cosine + intercept). */
  calibration: z.object({
    kind: z.literal('logistic'),
    slope: z.number().positive().max(10_000),
    intercept: z.number().min(-10_000).max(10_000),
  }),
  trainingData: textSchema,
  licence: textSchema,
});

export type Manifest = z.output<typeof manifestSchema>;
export type ModelSize = z.output<typeof modelSizeSchema>;
