/** @file Taking photos out of Cairn: copies, a web page, a drag to another program. */
import { z } from 'zod';

/** Longest side of the pictures of a web page, in pixels. */
export const pageSizes = [1024, 1600, 2400] as const;
export type PageSize = (typeof pageSizes)[number];

/** Most photos of one export that are named one by one. */
export const exportPhotoLimit = 10_000;

/** Photos of an album: those named, or all its members. */
export const exportTargetShape = {
  albumId: z.int().positive(),
  photoIds: z.array(z.int().positive()).min(1).max(exportPhotoLimit).nullable(),
} as const;

export const pageSizeSchema = z.literal(pageSizes);

export interface ExportTarget {
  readonly albumId: number;
  readonly photoIds: readonly number[] | null;
}

/** Before an export. */
export interface ExportEstimate {
  readonly photoCount: number;
  /** Of them, photos that cannot be read now. */
  readonly awayCount: number;
  /** Bytes that the copies take. */
  readonly copyBytes: number;
  /** About as many bytes a web page takes, by the size of its pictures. */
  readonly pageBytes: Readonly<Record<PageSize, number>>;
}

/** After an export. */
export interface ExportReport {
  /** Where it lies, for display. */
  readonly folder: string;
  /** Of a web page; null for copies, and when nothing could be written. */
  readonly fileName: string | null;
  readonly exported: number;
  /** Names of photos that could not be read: their drive is away, or the file is gone or broken. The first hundred. */
  readonly left: readonly string[];
  readonly leftCount: number;
}

/** After XMP sidecars were written. */
export interface SidecarReport {
  /** For display. */
  readonly folder: string;
  readonly written: number;
  /** Were there with the same content. */
  readonly unchanged: number;
  /** Were there with another content, and were left alone. */
  readonly kept: number;
  /** Paths of photos whose sidecar could not be written, the first hundred. */
  readonly left: readonly string[];
  readonly leftCount: number;
}

/** Photos done, of how many; null: no export is under way. */
export type ExportProgress = { readonly done: number; readonly total: number } | null;
