/** @file Entry of the copy thread: copies a catalog, or reads a copy back, beside main, which must not wait for a disk. */
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorView } from '../../api/errors.ts';
import { copyCatalogFile, foldCatalogFile, verifyCatalogFile } from '../../db/copy-catalog.ts';
import type { CopyAnswer, CopyRequest } from './copy-messages.ts';

async function answer(request: CopyRequest): Promise<CopyAnswer> {
  const binding = request.sqliteBinding ?? undefined;
  try {
    if (request.kind === 'fold') foldCatalogFile(request.path, binding);
    const contents =
      request.kind === 'copy'
        ? await copyCatalogFile(request.source, request.target, binding)
        : verifyCatalogFile(request.path, binding);
    return { ok: true, contents };
  } catch (error) {
    return { ok: false, error: toErrorView(error) };
  }
}

parentPort?.postMessage(await answer(workerData as CopyRequest));
