/** @file What is offered for an album: one order, one word, one icon and one key for each action, wherever the album is shown. */
import Eye from '@lucide/svelte/icons/eye';
import EyeOff from '@lucide/svelte/icons/eye-off';
import FolderOutput from '@lucide/svelte/icons/folder-output';
import Landmark from '@lucide/svelte/icons/landmark';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Merge from '@lucide/svelte/icons/merge';
import Pencil from '@lucide/svelte/icons/pencil';
import { t } from '../../strings/index.ts';
import type { MenuEntry, MenuGroups } from '../menu-entries.ts';

export interface AlbumEntryOptions {
  /** Null on the album's own page. */
  readonly open: (() => void) | null;
  readonly review: () => void;
  readonly rename: () => void;
  readonly merge: () => void;
  readonly exportAlbum: () => void;
  /** Hides it, or shows it again. */
  readonly toggleHidden: () => void;
  readonly isUnnamed: boolean;
  readonly isHidden: boolean;
}

/** Entries in groups, with the keys that do the same. */
export function listAlbumEntries(options: AlbumEntryOptions): MenuGroups {
  const { open, isUnnamed, isHidden } = options;
  const words = t.albums;
  const first: readonly MenuEntry[] =
    open === null ? [] : [{ label: words.open, icon: Landmark, keys: ['Enter'], run: open }];
  return [
    first,
    [
      { label: words.review, icon: ListChecks, run: options.review },
      { label: isUnnamed ? words.name : words.rename, icon: Pencil, keys: ['F2'], run: options.rename },
      { label: words.merge, icon: Merge, run: options.merge },
    ],
    [{ label: words.exportAlbum, icon: FolderOutput, run: options.exportAlbum }],
    [{ label: isHidden ? words.show : words.hide, icon: isHidden ? Eye : EyeOff, run: options.toggleHidden }],
  ];
}
