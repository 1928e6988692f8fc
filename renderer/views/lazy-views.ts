/**
 * @file The views that are loaded when they are opened: the window shows its first pictures before it reads the code of what is not
 * on view. All of them are loaded soon after, one at a time, while the page has nothing else to do, so that opening one is at once.
 */
import { LazyComponent } from '../state/lazy-component.svelte.ts';

export const lazyViews = {
  activity: new LazyComponent(() => import('./ActivityView.svelte')),
  album: new LazyComponent(() => import('./AlbumView.svelte')),
  duplicates: new LazyComponent(() => import('./DuplicatesView.svelte')),
  history: new LazyComponent(() => import('./HistoryView.svelte')),
  map: new LazyComponent(() => import('./MapView.svelte')),
  photo: new LazyComponent(() => import('./PhotoView.svelte')),
  photos: new LazyComponent(() => import('./PhotosView.svelte')),
  review: new LazyComponent(() => import('./ReviewView.svelte')),
  search: new LazyComponent(() => import('./SearchView.svelte')),
  settings: new LazyComponent(() => import('./SettingsView.svelte')),
} as const;

/** The first pictures go first. */
const prepareAfterMs = 1500;
/** Most likely first. */
const order = [
  'album',
  'photo',
  'photos',
  'review',
  'search',
  'map',
  'settings',
  'activity',
  'history',
  'duplicates',
] as const;

/** Loads the views one after another whenever the page rests. Returns what stops it. */
export function prepareViews(): () => void {
  let isStopped = false;
  const rest = (): Promise<void> => new Promise((resolve) => void requestIdleCallback(() => resolve()));
  const prepareAll = async (): Promise<void> => {
    for (const name of order) {
      await rest();
      if (isStopped) return;
      await lazyViews[name].prepare();
    }
  };
  const timer = setTimeout(() => void prepareAll(), prepareAfterMs);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
