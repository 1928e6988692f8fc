/** @file The way to each view from anywhere: sidebar, keys, menu bar and command palette lead there alike. */
import { placeViews, type MenuView } from '../../src/api/window-commands.ts';
import { t } from '../strings/index.ts';
import type { AppState } from './app.svelte.ts';

/** Keys of views that have no place in the sidebar's order. */
const otherKeys: Partial<Readonly<Record<MenuView, readonly string[]>>> = {
  history: ['Ctrl', 'H'],
  settings: ['Ctrl', ','],
};

/** What a view is called, wherever it is spoken of. */
export function nameView(view: MenuView): string {
  return t[view].title;
}

/** Keys that lead to a view; none for some. See [Note: key tokens]. */
export function findViewKeys(view: MenuView): readonly string[] {
  const place = placeViews.findIndex((candidate) => candidate === view);
  return place < 0 ? (otherKeys[view] ?? []) : ['Ctrl', String(place + 1)];
}

/** Shows a view, whatever is open above the one that is shown now. */
export function goToView(view: MenuView, { router, viewer, search }: AppState): void {
  // Where the view stays the same, what was open gives the focus back to it.
  if (router.route.view === view) while (viewer.isOpen) viewer.close();
  else viewer.closeAll();
  // These have a way back: one looks something up there and goes on.
  if (view === 'history' || view === 'duplicates') router.open({ view });
  else router.goTo({ view });
  if (view === 'search') search.requestFocus();
}
