/** @file Reads the golden embeddings that src/ml/training/golden.py wrote from PyTorch. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const goldenFolder = fileURLToPath(new URL('golden/', import.meta.url));
export const modelFolder = fileURLToPath(new URL('../../src/ml/models/dolg-b4-vit/', import.meta.url));

/** Base64 of little-endian float32. */
const floatsSchema = z.base64().transform((text) => {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Float32Array(bytes.buffer);
});

const sideSchema = z.int().min(32).multipleOf(32);
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Raw pixels made by code. */
const pixelCaseSchema = z.object({
  file: z.string(),
  width: sideSchema,
  height: sideSchema,
  embedding: floatsSchema,
  rows: z.int(),
  columns: z.int(),
  attention: floatsSchema,
});

/** A JPEG file; width and height are those that the size policy chose. */
const fileCaseSchema = z.object({
  path: z.string(),
  sha256: hashSchema,
  width: sideSchema,
  height: sideSchema,
  embedding: floatsSchema,
});

export type FileCase = z.output<typeof fileCaseSchema>;
export type PixelCase = z.output<typeof pixelCaseSchema>;

function buildFileSchema<Case extends z.ZodType>(caseSchema: Case) {
  return z.object({ format: z.literal(1), modelSha256: hashSchema, cases: z.array(caseSchema).min(1) });
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(`${goldenFolder}${name}`, 'utf8'));
}

export function readPixelCases(): { readonly modelSha256: string; readonly cases: readonly PixelCase[] } {
  return buildFileSchema(pixelCaseSchema).parse(readJson('pixels.json'));
}

export function readFileCases(name: string): { readonly modelSha256: string; readonly cases: readonly FileCase[] } {
  return buildFileSchema(fileCaseSchema).parse(readJson(name));
}
