/** @file What a menu offers: the same for a context menu and for a menu behind a button. */
import type { Component } from 'svelte';

export interface MenuEntry {
  readonly label: string;
  readonly icon?: Component<{ size?: number | string }>;
  /** Keys that do the same, for display: `['Shift', 'F10']`. */
  readonly keys?: readonly string[];
  /** Said after the label: a count. */
  readonly detail?: string;
  readonly isDisabled?: boolean;
  /** Takes something away. */
  readonly isDangerous?: boolean;
  /** Runs when the menu is gone and the focus is back where it was. */
  readonly run: () => void;
}

/** Entries that belong together; a rule is drawn between groups. */
export type MenuGroups = readonly (readonly MenuEntry[])[];
