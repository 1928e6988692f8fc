/** @file What can be done with photos of an album: one list for the context menu, the menu of the selection and the keys. */
import Ban from '@lucide/svelte/icons/ban';
import Check from '@lucide/svelte/icons/check';
import CircleSlash from '@lucide/svelte/icons/circle-slash';
import Expand from '@lucide/svelte/icons/expand';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import FolderOutput from '@lucide/svelte/icons/folder-output';
import Heart from '@lucide/svelte/icons/heart';
import ImageUp from '@lucide/svelte/icons/image-up';
import MoveRight from '@lucide/svelte/icons/move-right';
import Plus from '@lucide/svelte/icons/plus';
import { t } from '../strings/index.ts';
import type { MenuEntry, MenuGroups } from './menu-entries.ts';

/** What the entries do, for whichever photos they are made. */
export interface PhotoActions {
  readonly open: (() => void) | null;
  readonly confirm: () => void;
  readonly reject: () => void;
  readonly move: () => void;
  readonly split: () => void;
  readonly denyLandmark: () => void;
  /** Null for several photos. */
  readonly setCover: (() => void) | null;
  readonly toggleFavourite: () => void;
  readonly exportPhotos: () => void;
  /** Null for several photos. */
  readonly showInFolder: (() => void) | null;
}

/** Entries in groups, with the keys that do the same in the grid. */
export function listPhotoEntries(actions: PhotoActions, isFavourite: boolean): MenuGroups {
  const words = t.photoActions;
  const withAction = (run: (() => void) | null, entry: Omit<MenuEntry, 'run'>): MenuEntry[] =>
    run === null ? [] : [{ ...entry, run }];
  return [
    withAction(actions.open, { label: words.open, icon: Expand, keys: ['Enter'] }),
    [
      { label: t.album.confirm, icon: Check, keys: ['C'], run: actions.confirm },
      { label: t.album.reject, icon: Ban, keys: ['X'], run: actions.reject },
    ],
    [
      { label: words.move, icon: MoveRight, keys: ['M'], run: actions.move },
      { label: words.split, icon: Plus, keys: ['N'], run: actions.split },
      { label: words.denyLandmark, icon: CircleSlash, keys: ['L'], run: actions.denyLandmark },
    ],
    [
      ...withAction(actions.setCover, { label: words.setCover, icon: ImageUp, keys: ['U'] }),
      {
        label: isFavourite ? words.unsetFavourite : words.setFavourite,
        icon: Heart,
        keys: ['F'],
        run: actions.toggleFavourite,
      },
    ],
    [
      { label: words.exportPhotos, icon: FolderOutput, keys: ['E'], run: actions.exportPhotos },
      ...withAction(actions.showInFolder, { label: words.showInFolder, icon: FolderOpen, keys: ['O'] }),
    ],
  ];
}

/** The entry that a plain letter stands for. */
export function findByKey(groups: MenuGroups, key: string): MenuEntry | null {
  const wanted = key.toUpperCase();
  return groups.flat().find(({ keys }) => keys?.length === 1 && keys[0] === wanted) ?? null;
}
