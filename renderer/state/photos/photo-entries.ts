/** @file What is offered for photos: one order, one word, one icon and one key for each action, in whatever view the photos are. */
import Ban from '@lucide/svelte/icons/ban';
import Check from '@lucide/svelte/icons/check';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import FolderOutput from '@lucide/svelte/icons/folder-output';
import Heart from '@lucide/svelte/icons/heart';
import HeartOff from '@lucide/svelte/icons/heart-off';
import ImageOff from '@lucide/svelte/icons/image-off';
import ImageUp from '@lucide/svelte/icons/image-up';
import Images from '@lucide/svelte/icons/images';
import Landmark from '@lucide/svelte/icons/landmark';
import Maximize2 from '@lucide/svelte/icons/maximize-2';
import Plus from '@lucide/svelte/icons/plus';
import Tag from '@lucide/svelte/icons/tag';
import { t } from '../../strings/index.ts';
import type { KeyStroke } from '../keys/key-names.ts';
import { isPressed } from '../keys/key-names.ts';
import type { MenuEntry, MenuGroups } from '../menu-entries.ts';
import { photoKeys, type PhotoAction } from './photo-keys.ts';

export interface PhotoEntryOptions {
  /** What can be done here; the rest is left out. */
  readonly actions: Readonly<Partial<Record<PhotoAction, (() => void) | null>>>;
  /** How many photos are meant. */
  readonly count: number;
  readonly isFavourite: boolean;
  /** The album that an answer is about, where it is not the one on view. */
  readonly albumName?: string | undefined;
  /** The photos leave the album on view. */
  readonly isMove?: boolean;
}

/** Icons by action. */
export const photoIcons: Readonly<Record<PhotoAction, NonNullable<MenuEntry['icon']>>> = {
  open: Maximize2,
  confirm: Check,
  reject: Ban,
  put: Tag,
  split: Plus,
  notLandmark: ImageOff,
  favourite: Heart,
  setCover: ImageUp,
  openAlbum: Landmark,
  similar: Images,
  exportPhotos: FolderOutput,
  showInFolder: FolderOpen,
};

/** Look, answer, put elsewhere, mark and go on from it, take it out of Cairn. */
const order: readonly (readonly PhotoAction[])[] = [
  ['open'],
  ['confirm', 'reject'],
  ['put', 'split', 'notLandmark'],
  ['favourite', 'setCover', 'openAlbum', 'similar'],
  ['exportPhotos', 'showInFolder'],
];

/** Entries in groups, with the keys that do the same. */
export function listPhotoEntries(options: PhotoEntryOptions): MenuGroups {
  return order.map((group) =>
    group.flatMap((action): readonly MenuEntry[] => {
      const run = options.actions[action] ?? null;
      if (run === null) return [];
      const icon = action === 'favourite' && options.isFavourite ? HeartOff : photoIcons[action];
      return [{ label: namePhotoAction(action, options), icon, keys: photoKeys[action], run }];
    }),
  );
}

/** The word for an action. */
export function namePhotoAction(
  action: PhotoAction,
  { count, isFavourite, albumName, isMove = false }: Omit<PhotoEntryOptions, 'actions'>,
): string {
  const words = t.photoActions;
  switch (action) {
    case 'confirm':
      return albumName === undefined ? words.confirm : words.confirmAs(albumName);
    case 'reject':
      return albumName === undefined ? words.reject : words.rejectAs(albumName);
    case 'put':
      return isMove ? words.move : words.itIs(count);
    case 'favourite':
      return isFavourite ? words.unsetFavourite : words.setFavourite;
    case 'openAlbum':
      return t.albums.open;
    default:
      return words[action];
  }
}

/** The entry that a key stroke stands for. Enter is left to what has the focus. */
export function findByKey(groups: MenuGroups, stroke: KeyStroke): MenuEntry | null {
  if (stroke.key === 'Enter') return null;
  return groups.flat().find(({ keys, isDisabled }) => keys && isDisabled !== true && isPressed(stroke, keys)) ?? null;
}
