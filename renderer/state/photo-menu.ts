/** @file What is offered for the photo on the stage: in its context menu and behind the button above it. */
import Ban from '@lucide/svelte/icons/ban';
import Check from '@lucide/svelte/icons/check';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import Heart from '@lucide/svelte/icons/heart';
import ImageIcon from '@lucide/svelte/icons/image';
import ImageOff from '@lucide/svelte/icons/image-off';
import Images from '@lucide/svelte/icons/images';
import Landmark from '@lucide/svelte/icons/landmark';
import Tag from '@lucide/svelte/icons/tag';
import type { Availability, PhotoMembership } from '../../src/api/views.ts';
import { t } from '../strings/index.ts';
import type { MenuEntry, MenuGroups } from './menu-entries.ts';
import type { ViewerCommand } from './viewer-keys.ts';

export interface PhotoMenuOptions {
  /** What the photo shows first; undefined: nothing. */
  readonly main: PhotoMembership | undefined;
  readonly isFavourite: boolean;
  readonly availability: Availability;
  readonly run: (command: ViewerCommand) => void;
  readonly showInFolder: () => void;
}

/** Entries by what they do: answer, look further, the file. */
export function listPhotoActions({ main, isFavourite, availability, run, showInFolder }: PhotoMenuOptions): MenuGroups {
  const about = (membership: PhotoMembership): readonly MenuEntry[] => [
    ...(membership.state === 'suggested'
      ? [
          {
            label: t.viewer.confirmAs(membership.name),
            icon: Check,
            keys: ['C'],
            run: () => run({ does: 'confirm' }),
          },
        ]
      : []),
    { label: t.viewer.notThis(membership.name), icon: Ban, keys: ['X'], run: () => run({ does: 'reject' }) },
  ];
  return [
    [
      ...(main === undefined ? [] : about(main)),
      { label: t.viewer.itIs, icon: Tag, keys: ['N'], run: () => run({ does: 'it-is' }) },
      { label: t.viewer.notLandmark, icon: ImageOff, keys: ['Shift', 'X'], run: () => run({ does: 'not-landmark' }) },
    ],
    [
      {
        label: isFavourite ? t.viewer.unsetFavourite : t.viewer.setFavourite,
        icon: Heart,
        keys: ['F'],
        run: () => run({ does: 'favourite' }),
      },
      ...(main === undefined || main.isTentative
        ? []
        : [
            { label: t.viewer.setCover, icon: ImageIcon, keys: ['Shift', 'C'], run: () => run({ does: 'set-cover' }) },
            { label: t.photo.openAlbum, icon: Landmark, keys: ['G'], run: () => run({ does: 'open-album' }) },
          ]),
      { label: t.viewer.moreSimilar, icon: Images, keys: ['L'], run: () => run({ does: 'similar' }) },
    ],
    availability === 'present' ? [{ label: t.photo.showInFolder, icon: FolderOpen, run: showInFolder }] : [],
  ];
}
