/** @file What the menu bar and notifications ask of the page. */

/** Views that the menu bar leads to. */
export const menuViews = ['landmarks', 'review', 'photos', 'map', 'search', 'activity', 'settings'] as const;
export type MenuView = (typeof menuViews)[number];

export type WindowCommand =
  | { readonly kind: 'view'; readonly view: MenuView }
  | { readonly kind: 'album'; readonly albumId: number }
  /** In a text field it is the field's own; elsewhere the decision's. */
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'history' | 'back' | 'keys' };
