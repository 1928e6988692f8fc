/**
 * @file Messages between the library and its scan thread.
 *
 * The thread compares with the catalog itself (read-only) and sends differences alone. `control` is shared memory, because the
 * thread walks synchronously and reads no message meanwhile: slot 0 is set to cancel, slot 1 counts the batches taken in.
 */

export interface ScanRequest {
  readonly scanId: number;
  readonly rootId: number;
  /** Absolute, links resolved. */
  readonly rootPath: string;
  readonly control: SharedArrayBuffer;
}

/** Asks the thread to close its catalog and to end. */
export interface CloseRequest {
  readonly type: 'close';
}

export interface ScanWorkerData {
  readonly catalogFolder: string;
  readonly sqliteBinding: string | null;
}

export const controlSlots = { cancel: 0, takenIn: 1, length: 2 } as const;
/** How many batches may be under way before the thread waits. */
export const batchWindow = 4;
/** Files a batch: small, so that main writes one in a few milliseconds. */
export const batchSize = 200;

export interface ScannedFile {
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

export interface ScanCounts {
  /** Photo files met. */
  readonly found: number;
  /** Of those: as the catalog has them. */
  readonly unchanged: number;
  readonly notPhotos: number;
}

export interface UnreadablePath {
  /** Encoded text; '' is the root. */
  readonly relativePath: string;
  readonly reason: string;
}

export type ScanMessage =
  | { readonly type: 'changed'; readonly scanId: number; readonly files: readonly ScannedFile[] }
  | { readonly type: 'back'; readonly scanId: number; readonly fileIds: readonly number[] }
  | { readonly type: 'gone'; readonly scanId: number; readonly fileIds: readonly number[] }
  | { readonly type: 'progress'; readonly scanId: number; readonly found: number }
  | {
      readonly type: 'done';
      readonly scanId: number;
      readonly counts: ScanCounts;
      readonly unreadable: readonly UnreadablePath[];
      readonly isCancelled: boolean;
    }
  /** The root cannot be read, or went away: nothing was said to be gone. */
  | { readonly type: 'absent'; readonly scanId: number; readonly reason: string }
  | { readonly type: 'failed'; readonly scanId: number; readonly message: string };
