/** @file What the window knows of the library: counts, progress, the embedder, and the list of albums. */
import { CairnError, toErrorView } from '../../src/api/errors.ts';
import type { ErrorView } from '../../src/api/errors.ts';
import type { EmbedderView, IndexingProgress, LibraryOverview, RootView, SettingsView } from '../../src/api/views.ts';
import { callMain, listenToMain } from '../client.ts';
import { AlbumBrowser } from './albums/album-browser.svelte.ts';
import { coalesce } from './coalesce.ts';
import { isWorking } from './upkeep/progress-announcer.ts';

/** At most so often are the counts asked for while indexing goes on. */
const overviewPauseMs = 400;

export class LibraryState {
  overview = $state.raw<LibraryOverview | null>(null);
  progress = $state.raw<IndexingProgress | null>(null);
  settings = $state.raw<SettingsView | null>(null);
  embedder = $state.raw<EmbedderView | null>(null);
  /** Why the library cannot be used at all (its catalog cannot be opened, say). */
  problem = $state.raw<ErrorView | null>(null);
  /** What is wrong with the catalog although it can be opened; null: nothing that is known. */
  damage = $state<string | null>(null);
  readonly albums: AlbumBrowser;

  readonly isBusy = $derived.by(() => {
    return this.progress !== null && isWorking(this.progress.state);
  });

  readonly #reportError: (error: unknown) => void;
  readonly #reportLost: (lost: string, current: string) => void;
  /** When the lost processor was noticed that this page knows of. */
  #knownLostMs: number | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #refreshOverview: () => void;

  /** @param reportLost told once of each processor that is lost in the middle of the work, and of the one that goes on */
  constructor(reportError: (error: unknown) => void, reportLost: (lost: string, current: string) => void) {
    this.#reportError = reportError;
    this.#reportLost = reportLost;
    this.albums = new AlbumBrowser(reportError);
    this.#refreshOverview = coalesce(() => this.#fetchOverview(), overviewPauseMs);
  }

  /** Starts to listen; returns the function that stops. */
  start(): () => void {
    const stops = [
      listenToMain('library.changed', () => {
        this.#refreshOverview();
        for (const listener of this.#listeners) listener();
      }),
      listenToMain('indexing.progress', (progress) => (this.progress = progress)),
      listenToMain('embedder.changed', (embedder) => {
        this.embedder = embedder;
        this.#noteLost(embedder, true);
      }),
      listenToMain('catalog.damaged', ({ damage }) => (this.damage = damage)),
    ];
    this.#refreshOverview();
    void this.refreshSettings();
    // Found before this page was loaded.
    callMain('recovery.get', {}).then(
      ({ damage }) => (this.damage = damage),
      () => undefined,
    );
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Calls the listener at each change of the library; returns the function that stops. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly refreshSettings = async (): Promise<void> => {
    try {
      const settings = await callMain('settings.get', {});
      this.settings = settings;
      this.embedder = settings.embedder;
      // A page that is loaded anew does not tell it again.
      this.#noteLost(settings.embedder, false);
    } catch (error) {
      // A library that cannot be opened at all is said once, by the overview.
      if (this.overview !== null) this.#reportError(error);
    }
  };

  /** The system's dialog; null when the person cancels or the folder cannot be added (which is then shown). */
  readonly chooseFolder = (): Promise<RootView | null> => this.#addRoot(() => callMain('roots.choose', {}));

  readonly addSample = (): Promise<RootView | null> => this.#addRoot(() => callMain('roots.addSample', {}));

  /** A folder that was dropped onto the window; null when it cannot be added (which is then shown). */
  readonly addDropped = (folder: File): Promise<RootView | null> =>
    this.#addRoot(async () => {
      const result = await window.cairn.addDroppedFolder(folder);
      if (!result.ok) throw new CairnError(result.error.code, result.error.message);
      return result.value;
    });

  /** Runs a call whose answer only says that it worked; what goes wrong is shown. True when it worked. */
  readonly run = async (call: () => Promise<unknown>): Promise<boolean> => {
    try {
      await call();
      return true;
    } catch (error) {
      this.#reportError(error);
      return false;
    }
  };

  #noteLost({ lost, provider, state }: EmbedderView, isNews: boolean): void {
    if (lost === null || provider === null || state !== 'ready' || lost.atMs === this.#knownLostMs) return;
    this.#knownLostMs = lost.atMs;
    if (isNews) this.#reportLost(lost.provider, provider);
  }

  async #addRoot(add: () => Promise<RootView | null>): Promise<RootView | null> {
    try {
      const root = await add();
      if (root !== null) await Promise.all([this.#fetchOverview(), this.refreshSettings()]);
      return root;
    } catch (error) {
      this.#reportError(error);
      return null;
    }
  }

  async #fetchOverview(): Promise<void> {
    try {
      const overview = await callMain('library.overview', {});
      this.overview = overview;
      this.progress = overview.indexing;
      this.problem = null;
    } catch (error) {
      if (this.overview === null) this.problem = toErrorView(error);
      else this.#reportError(error);
    }
  }
}
