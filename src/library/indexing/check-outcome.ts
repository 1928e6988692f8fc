/**
 * @file What the embedder says of a photo, checked before the catalog gets it: it decodes what anyone may have made, and a process that
 * was taken over by a file says what it likes.
 */
import { z } from 'zod';
import type { FailedPhoto, PhotoOutcome } from '../../ml/embedder-messages.ts';

const text = z.string().max(200);
const read = {
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.int().min(0),
  mtimeMs: z.int(),
};

const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('failed'),
    reason: z.string().max(1000),
    isTransient: z.boolean(),
    isDiskFull: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('known'), ...read }),
  z.object({
    kind: z.literal('indexed'),
    ...read,
    takenMs: z.int().nullable(),
    takenOffsetMinutes: z
      .int()
      .min(-14 * 60)
      .max(14 * 60)
      .nullable(),
    takenSource: z.enum(['exif', 'gps', 'file-name', 'file-time']).nullable(),
    latitude: z.number().min(-90).max(90).nullable(),
    longitude: z.number().min(-180).max(180).nullable(),
    gpsErrorMeters: z.number().min(0).nullable(),
    cameraMake: text.nullable(),
    cameraModel: text.nullable(),
    keywords: z.array(text).max(64),
    pictureKind: z.enum(['photo', 'screenshot', 'document', 'artwork']).nullable(),
    orientation: z.int().min(1).max(8),
    thumbhash: z.instanceof(Uint8Array).refine(({ length }) => length <= 64),
    perceptualHash: z.instanceof(Uint8Array).refine(({ length }) => length === 8),
    format: text,
    width: z.int().min(1),
    height: z.int().min(1),
    embedding: z.instanceof(Float32Array).refine((vector) => vector.every(Number.isFinite)),
  }),
]);

const refused: FailedPhoto = { kind: 'failed', reason: 'The indexer gave no answer.', isTransient: true };

/** The outcome, or a failure in its place when it has not the form of one. */
export function checkOutcome(outcome: unknown): PhotoOutcome {
  const checked = outcomeSchema.safeParse(outcome);
  return checked.success ? checked.data : refused;
}
