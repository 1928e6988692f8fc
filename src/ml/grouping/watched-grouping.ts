/** @file Grouping that tells how far it is and can be cancelled: of a large library it takes minutes, or an hour. */
import { CairnError } from '../../api/errors.ts';
import type { PhotoGroup } from '../embedder-messages.ts';
import { groupPhotos } from './group-photos.ts';
import { groupingThresholds } from './grouping-thresholds.ts';
import type { SearchNeighbours } from './neighbour-search.ts';
import type { GroupInput } from './select-photos.ts';

export interface WatchedGrouping {
  /** Rejects with CairnError `cancelled` after `cancel`. */
  readonly run: (input: Omit<GroupInput, 'searchNeighbours'>) => Promise<PhotoGroup[]>;
  /** Ends what is under way; what is asked for later is done. */
  readonly cancel: () => void;
}

export interface WatchedGroupingOptions {
  /** Makes a search that tells its share; what that throws ends it. */
  readonly createSearch: (onShare: (doneShare: number) => void) => SearchNeighbours;
  /** At most four times a second: in [0, 1], growing. */
  readonly onProgress: (doneShare: number) => void;
}

const reportMs = 250;

export function createWatchedGrouping({ createSearch, onProgress }: WatchedGroupingOptions): WatchedGrouping {
  /** Goes up with each cancelling: what began before is over. */
  let cancellings = 0;
  return {
    cancel: () => void (cancellings += 1),
    run: async (input) => {
      const begun = cancellings;
      // Nearly all of the time: each smoothing searches once, and the graph does.
      const searches = (input.thresholds ?? groupingThresholds).smoothing.length + 1;
      let done = 0;
      let lastMs = performance.now();
      const search = createSearch((share) => {
        if (cancellings !== begun) throw new CairnError('cancelled', 'The grouping was stopped.');
        if (performance.now() - lastMs < reportMs) return;
        lastMs = performance.now();
        onProgress(Math.min(1, (done + share) / searches));
      });
      const searchNeighbours: SearchNeighbours = async (query) => {
        const found = await search(query);
        done += 1;
        return found;
      };
      return await groupPhotos({ ...input, searchNeighbours });
    },
  };
}
