/** @file Which photos a list is of. */
import { z } from 'zod';

/** What is left out filters nothing. */
export const photoFilterSchema = z.strictObject({
  /** Members of this album. */
  albumId: z.int().positive().optional(),
  /** Whether the photo is in any album. */
  landmark: z.enum(['with', 'without']).optional(),
  /** ISO 3166-1 alpha-2: of its position, or of the landmark of a photo that has none. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** Year taken, or those without a date. */
  year: z.union([z.int().min(1).max(9999), z.literal('none')]).optional(),
  /** As `photos.facets` gives it. */
  camera: z.string().min(1).max(500).optional(),
  format: z.string().min(1).max(40).optional(),
  isFavourite: z.literal(true).optional(),
});
export type PhotoFilter = z.output<typeof photoFilterSchema>;

/** True when it leaves nothing out. */
export function isEverything(filter: PhotoFilter): boolean {
  return Object.values(filter).every((value) => value === undefined);
}
