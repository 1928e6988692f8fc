/** @file Errors that cross a process boundary: a code for programs, a message that says what to do for people. */

export const errorCodes = [
  'invalid-input',
  'not-found',
  'forbidden',
  'nested-root',
  'duplicate-root',
  'folder-unreadable',
  'photo-unavailable',
  'photo-unreadable',
  'catalog-unusable',
  'catalog-in-use',
  'disk-full',
  'catalog-from-the-future',
  'model-unusable',
  'atlas-unusable',
  'embedder-unavailable',
  'export-failed',
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error with a code that survives IPC. `message` is shown to the person. */
export class CairnError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CairnError';
    this.code = code;
  }
}

export interface ErrorView {
  readonly code: ErrorCode;
  readonly message: string;
}

export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: ErrorView };

/** True for an error that came across a boundary whole. */
export function isErrorView(value: unknown): value is ErrorView {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('message' in value)) return false;
  return typeof value.message === 'string' && (errorCodes as readonly unknown[]).includes(value.code);
}

/** Turns anything thrown into what may cross the boundary. Unknown errors keep their message, as code `internal`. */
export function toErrorView(error: unknown): ErrorView {
  if (error instanceof CairnError) return { code: error.code, message: error.message };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}
