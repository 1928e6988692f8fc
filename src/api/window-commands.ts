/** @file What the menu bar and notifications ask of the page, and the places that the whole window agrees on. */

/** Views of the sidebar, in its order: Ctrl or Cmd with the number of each leads there, the menu bar and the palette list them so. */
export const placeViews = ['landmarks', 'photos', 'map', 'review', 'search', 'activity'] as const;
export type PlaceView = (typeof placeViews)[number];

/** Views that can be asked for from anywhere. */
export type MenuView = PlaceView | 'duplicates' | 'history' | 'settings';

export type WindowCommand =
  | { readonly kind: 'view'; readonly view: MenuView }
  | { readonly kind: 'album'; readonly albumId: number }
  /** In a text field it is the field's own; elsewhere the decision's. */
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'back' | 'keys' | 'palette' };
