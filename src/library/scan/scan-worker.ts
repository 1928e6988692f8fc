/** @file Entry of the scan thread: compares one root at a time with the catalog, which it opens read-only. */
import { parentPort, workerData } from 'node:worker_threads';
import { openCatalog, type Catalog } from '../../db/catalog.ts';
import { compareRoot } from './compare-root.ts';
import {
  batchWindow,
  controlSlots,
  type CloseRequest,
  type ScanMessage,
  type ScanRequest,
  type ScanWorkerData,
} from './scan-messages.ts';

/** How long the thread sleeps before it looks at the cancel slot again. */
const waitMs = 100;

function startScanThread(port: NonNullable<typeof parentPort>, data: ScanWorkerData): void {
  // Kept open: a rescan of an unchanged folder is mostly stats.
  let catalog: Catalog | null = null;
  port.on('message', (request: ScanRequest | CloseRequest) => {
    if ('type' in request) {
      catalog?.close();
      port.close();
      return;
    }
    const { scanId } = request;
    const send = (message: ScanMessage): void => port.postMessage(message);
    try {
      catalog ??= openCatalog({
        folder: data.catalogFolder,
        isReadOnly: true,
        ...(data.sqliteBinding === null ? {} : { nativeBinding: data.sqliteBinding }),
      });
      const outcome = scanRoot(catalog, request, send);
      if (outcome.kind === 'absent') send({ type: 'absent', scanId, reason: outcome.reason });
      else send({ type: 'done', scanId, ...outcome });
    } catch (error) {
      send({ type: 'failed', scanId, message: error instanceof Error ? error.message : String(error) });
    }
  });
}

function scanRoot(
  catalog: Catalog,
  request: ScanRequest,
  send: (message: ScanMessage) => void,
): ReturnType<typeof compareRoot> {
  const { scanId, rootId, rootPath } = request;
  const control = new Int32Array(request.control);
  let sent = 0;
  const isCancelled = (): boolean => Atomics.load(control, controlSlots.cancel) !== 0;
  const sendBatch = (message: ScanMessage): void => {
    sent += 1;
    send(message);
    for (;;) {
      const takenIn = Atomics.load(control, controlSlots.takenIn);
      if (sent - takenIn < batchWindow || isCancelled()) return;
      Atomics.wait(control, controlSlots.takenIn, takenIn, waitMs);
    }
  };
  return compareRoot(rootPath, catalog.files.listForRoot(rootId), {
    isCancelled,
    onChanged: (files) => sendBatch({ type: 'changed', scanId, files }),
    onBack: (fileIds) => sendBatch({ type: 'back', scanId, fileIds }),
    onGone: (fileIds) => sendBatch({ type: 'gone', scanId, fileIds }),
    onProgress: (found) => send({ type: 'progress', scanId, found }),
  });
}

if (parentPort !== null) startScanThread(parentPort, workerData as ScanWorkerData);
