/** @file Progress on the icon in the dock or the taskbar. No Electron here. */
import type { IndexingProgress } from '../../src/api/views.ts';

export interface TaskbarProgress {
  /** In [0, 1]; below 0 there is none, above 1 it is there without a measure. */
  readonly value: number;
  readonly mode: 'normal' | 'paused' | 'error';
}

/** What `BrowserWindow.setProgressBar` takes. */
export function findTaskbarProgress({ state, done, total }: IndexingProgress): TaskbarProgress {
  const share = total > 0 ? done / total : 0;
  switch (state) {
    case 'idle':
    case 'stopped':
      return { value: -1, mode: 'normal' };
    case 'scanning':
    case 'grouping':
      return { value: 2, mode: 'normal' };
    case 'indexing':
    case 'embedding-again':
      return { value: share, mode: 'normal' };
    case 'paused':
    case 'on-battery':
      return { value: share, mode: 'paused' };
    case 'disk-full':
      return { value: share, mode: 'error' };
  }
}
