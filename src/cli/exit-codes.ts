/** @file Exit codes of the command line. */
import { toErrorView, type ErrorCode } from '../api/errors.ts';

export const exitCodes = {
  done: 0,
  failed: 1,
  wrongUsage: 2,
  catalogUnusable: 3,
  modelUnusable: 4,
  interrupted: 130,
} as const;

const codeOf: Readonly<Record<ErrorCode, number>> = {
  'invalid-input': exitCodes.wrongUsage,
  'not-found': exitCodes.wrongUsage,
  forbidden: exitCodes.failed,
  'nested-root': exitCodes.wrongUsage,
  'duplicate-root': exitCodes.wrongUsage,
  'folder-unreadable': exitCodes.wrongUsage,
  'photo-unavailable': exitCodes.wrongUsage,
  'photo-unreadable': exitCodes.wrongUsage,
  'catalog-unusable': exitCodes.catalogUnusable,
  'catalog-in-use': exitCodes.catalogUnusable,
  'disk-full': exitCodes.catalogUnusable,
  'catalog-from-the-future': exitCodes.catalogUnusable,
  'model-unusable': exitCodes.modelUnusable,
  'atlas-unusable': exitCodes.modelUnusable,
  'embedder-unavailable': exitCodes.modelUnusable,
  'export-failed': exitCodes.failed,
  cancelled: exitCodes.interrupted,
  internal: exitCodes.failed,
};

/** Exit code for anything thrown. */
export function findExitCode(error: unknown): number {
  return codeOf[toErrorView(error).code];
}
