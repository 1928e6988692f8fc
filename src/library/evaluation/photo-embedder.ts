/** @file An embedder for photos that belong to no library: vectors and thumbnails, nothing is kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toErrorView } from '../../api/errors.ts';
import { checkPhotoFile, hashContent, readPhotoFile } from '../../ml/decode/read-photo-file.ts';
import { buildThumbnailPath } from '../../ml/thumbnails-path.ts';
import { createEmbedderSupervisor } from '../embedder/embedder-supervisor.ts';
import type { LibraryOptions } from '../library-options.ts';
import { silentLogger } from '../logger.ts';
import { createReadTools, type ReadTools } from '../read-tools.ts';

export interface PhotoEmbedder {
  readonly embedList: ReadTools['embedList'];
  /** WebP, at most 320 pixels on the longer side; null for a photo that cannot be read any more. */
  readonly renderThumbnail: (file: string) => Promise<Buffer | null>;
  readonly close: () => void;
}

/** Starts nothing before the first photo. */
export function openPhotoEmbedder(options: LibraryOptions): PhotoEmbedder {
  const thumbnailFolder = mkdtempSync(join(tmpdir(), 'cairn-eval-'));
  const removeFolder = (): void => rmSync(thumbnailFolder, { recursive: true, force: true });
  // Also when Ctrl-C does not wait for `close`.
  process.once('exit', removeFolder);
  const supervisor = createEmbedderSupervisor({
    launch: options.launchEmbedder,
    logger: options.log ?? silentLogger,
    initialize: {
      modelFolder: options.modelFolder,
      atlasFolder: null,
      thumbnailFolder,
      provider: options.provider ?? 'auto',
      cacheFolder: null,
    },
    prepare: () => Promise.resolve(),
    isKnown: () => false,
    onPhotoStarted: () => undefined,
    onCrash: () => undefined,
    onViewChanged: () => undefined,
  });
  const { embedList } = createReadTools({ supervisor, catalog: null, readAtlasFacts: () => Promise.resolve(null) });
  return {
    embedList,
    renderThumbnail: async (path) => {
      try {
        const { bytes } = await readPhotoFile(path, (await checkPhotoFile(path)).sizeBytes);
        const contentHash = await hashContent(bytes);
        const client = await supervisor.obtain();
        await client.request('renderThumbnails', { path, contentHash });
        return await readFile(buildThumbnailPath(thumbnailFolder, contentHash, 'grid'));
      } catch (error) {
        // A picture that is missing in a report is no reason to have no report.
        options.log?.warn('no thumbnail', { reason: toErrorView(error).message });
        return null;
      }
    },
    close: () => {
      supervisor.close();
      process.off('exit', removeFolder);
      removeFolder();
    },
  };
}
