/** @file The state of the whole window, handed to the components by context. */
import { createContext } from 'svelte';
import { Commands } from './search/commands.ts';
import { LibraryState } from './library.svelte.ts';
import { PhotoViewer } from './viewer/photo-viewer.svelte.ts';
import { RateHistory } from './upkeep/rate-history.svelte.ts';
import { ReviewCountsState } from './review/review-counts.svelte.ts';
import { Router } from './router.svelte.ts';
import { SettingsState } from './upkeep/settings-state.svelte.ts';
import { SearchState } from './search/search-state.svelte.ts';
import { Timeline } from './photos/timeline.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { describeLost } from './upkeep/describe-lost.ts';
import { t } from '../strings/index.ts';

export class AppState {
  readonly toasts = new Toasts();
  readonly router = new Router();
  /** Undoes or redoes what the view on screen knows of; null, or false: the last decision of all. */
  turnInView: ((turn: 'undo' | 'redo') => boolean) | null = null;
  readonly reviewCounts = new ReviewCountsState();
  readonly viewer = new PhotoViewer();
  readonly library = new LibraryState(this.toasts.reportError, (lost, current) =>
    this.toasts.report(describeLost(lost, current), {
      label: t.problems.details,
      run: () => this.showProcessor(),
    }),
  );
  readonly settings = new SettingsState(this.toasts.reportError);
  readonly rates = new RateHistory();
  readonly search = new SearchState(this.toasts.reportError);
  readonly commands = new Commands();
  readonly timeline = new Timeline(this.toasts.reportError);

  readonly showProcessor = (): void => {
    this.settings.section = 'processor';
    this.router.goTo({ view: 'settings' });
  };
}

const [readApp, provideApp] = createContext<AppState>();
export { provideApp };
/** The app state, in any component below App. */
export const useApp = readApp;
