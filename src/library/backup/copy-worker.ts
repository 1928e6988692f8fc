/** @file Entry of the copy thread: copies a catalog, or reads one from end to end, beside main, which must not wait for a disk. */
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorView } from '../../api/errors.ts';
import {
  copyCatalogFile,
  findDamage,
  foldCatalogFile,
  readFingerprint,
  verifyCatalogFile,
} from '../../db/copy-catalog.ts';
import type { CopyAnswer, CopyOutcome, CopyRequest, CopyThreadData } from './copy-messages.ts';

const { request: asked, stop } = workerData as CopyThreadData;
const isStopped = (): boolean => Atomics.load(stop, 0) !== 0;

async function answer(request: CopyRequest): Promise<CopyAnswer> {
  try {
    return { ok: true, outcome: await work(request, request.sqliteBinding ?? undefined) };
  } catch (error) {
    return { ok: false, error: toErrorView(error) };
  }
}

async function work(request: CopyRequest, binding: string | undefined): Promise<CopyOutcome> {
  if (request.kind === 'fold') {
    foldCatalogFile(request.path, binding);
    return { kind: 'folded', contents: verifyCatalogFile(request.path, binding) };
  }
  if (request.kind === 'check') return { kind: 'checked', damage: findDamage(request.path, binding) };
  const { source, target, unlessLike = null } = request;
  if (unlessLike !== null) {
    const current = readFingerprint(source, binding);
    if (current !== '' && current === readFingerprint(unlessLike, binding)) return { kind: 'same' };
  }
  return { kind: 'copied', contents: await copyCatalogFile(source, target, { nativeBinding: binding, isStopped }) };
}

parentPort?.postMessage(await answer(asked));
