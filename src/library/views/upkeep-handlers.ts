/** @file The calls of Activity and Settings that need the library. */
import type { LibraryCallHandlers } from '../../api/calls.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { Background } from '../background.ts';
import type { PackService } from '../packs/pack-service.ts';
import { readScanLog } from '../scan/scan-log.ts';

export interface UpkeepTools {
  readonly packs: PackService;
  /** Forgets the verdicts of graphics processors and starts the embedder anew. */
  readonly testProvidersAgain: () => Promise<void>;
}

export interface UpkeepHandlerOptions extends UpkeepTools {
  readonly catalog: Catalog;
  readonly background: Background;
  readonly onChanged: () => void;
}

type UpkeepHandlers = Pick<
  LibraryCallHandlers,
  | 'activity.get'
  | 'indexing.retry'
  | 'embedder.testAgain'
  | 'packs.list'
  | 'atlases.use'
  | 'atlases.remove'
  | 'models.use'
  | 'models.remove'
>;

/** Makes the handlers. Input was checked by the schemas of src/api. */
export function createUpkeepHandlers(options: UpkeepHandlerOptions): UpkeepHandlers {
  const { catalog, background, packs, onChanged } = options;
  return {
    'activity.get': () => {
      const { failed, quarantined, waiting } = catalog.jobs.countByState();
      return { scans: readScanLog(catalog.settings), waiting, failed, quarantined };
    },
    'indexing.retry': ({ fileIds }) => {
      catalog.jobs.retry(fileIds);
      background.resume();
      onChanged();
      return null;
    },
    'embedder.testAgain': async () => {
      await options.testProvidersAgain();
      return null;
    },
    'packs.list': () => packs.list(),
    'atlases.use': async ({ id, isUsed }) => {
      await packs.useAtlas(id, isUsed);
      return null;
    },
    'atlases.remove': async ({ id }) => {
      await packs.removeAtlas(id);
      return null;
    },
    'models.use': async ({ hash }) => {
      await packs.useModel(hash === 'bundled' ? null : hash);
      return null;
    },
    'models.remove': async ({ hash }) => {
      await packs.removeModel(hash);
      return null;
    },
  };
}
