/** @file Keeps where the person is, a moment after each change and when the page goes away. */
import type { AppState } from './app.svelte.ts';
import { writeRemembered } from './remembered.ts';

const intervalMs = 1000;

/** Starts to keep it; returns the function that stops. */
export function keepWindow({ router, library, timeline, search, settings }: AppState): () => void {
  let last = '';
  const keep = (): void => {
    const remembered = {
      route: router.route,
      memories: router.listMemories(),
      albumSort: library.albums.sort,
      albumFilter: library.albums.filter,
      photoFilter: timeline.filter,
      searchText: search.text,
      settingsSection: settings.section,
    };
    const text = JSON.stringify(remembered);
    if (text === last) return;
    last = text;
    writeRemembered(localStorage, remembered);
  };
  // Scrolling writes into plain objects that nobody can listen to; a look each second costs nothing.
  const timer = setInterval(keep, intervalMs);
  window.addEventListener('pagehide', keep);
  return () => {
    clearInterval(timer);
    window.removeEventListener('pagehide', keep);
    keep();
  };
}
