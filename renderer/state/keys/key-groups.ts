/** @file Every key of every view, for the page that shows them. Tests compare it with what the views do. */
import { placeViews } from '../../../src/api/window-commands.ts';
import { t } from '../../strings/index.ts';
import { photoKeys, type PhotoAction } from '../photos/photo-keys.ts';
import { findViewKeys, nameView } from '../places.ts';

export interface KeyLine {
  /** Each of them does it. See [Note: key tokens]. */
  readonly keys: readonly string[];
  /** Held down with each. */
  readonly held?: readonly string[];
  readonly does: string;
}

export interface KeyGroup {
  readonly id: keyof typeof t.keys.groups;
  readonly lines: readonly KeyLine[];
}

const arrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];

/** A line of keys as they are listed elsewhere: the last one, with those before it held down. */
function toLine(tokens: readonly string[], does: string): KeyLine {
  return { keys: tokens.slice(-1), held: tokens.slice(0, -1), does };
}

function listPhotoLines(names: Readonly<Partial<Record<PhotoAction, string>>>): readonly KeyLine[] {
  return (Object.entries(names) as [PhotoAction, string][]).map(([action, does]) => toLine(photoKeys[action], does));
}

/** The groups in the order in which they are shown. */
export function listKeyGroups(): readonly KeyGroup[] {
  const { does } = t.keys;
  const words = t.photoActions;
  return [
    {
      id: 'anywhere',
      lines: [
        ...[...placeViews, 'history' as const, 'settings' as const].map((view) =>
          toLine(findViewKeys(view), nameView(view)),
        ),
        { keys: ['/'], does: does.search },
        { keys: ['F'], held: ['Ctrl'], does: does.search },
        { keys: ['K'], held: ['Ctrl'], does: does.commands },
        { keys: ['V'], held: ['Ctrl'], does: does.paste },
        { keys: ['Z'], held: ['Ctrl'], does: does.undo },
        { keys: ['Z'], held: ['Ctrl', 'Shift'], does: does.redo },
        { keys: ['Y'], held: ['Ctrl'], does: does.redo },
        { keys: ['ArrowLeft'], held: ['Alt'], does: does.back },
        { keys: ['Escape'], does: does.escape },
        { keys: ['?'], does: does.keys },
      ],
    },
    {
      id: 'grid',
      lines: [
        { keys: arrows, does: does.move },
        { keys: ['Home', 'End'], does: does.ends },
        { keys: ['PageUp', 'PageDown'], does: does.screen },
        { keys: ['Space'], does: does.select },
        { keys: arrows, held: ['Shift'], does: does.selectRange },
        { keys: ['A'], held: ['Ctrl'], does: t.album.selectAll },
        { keys: ['F10'], held: ['Shift'], does: does.menu },
      ],
    },
    {
      id: 'photos',
      lines: listPhotoLines({
        open: words.open,
        confirm: words.confirm,
        reject: words.reject,
        put: does.put,
        split: words.split,
        notLandmark: words.notLandmark,
        favourite: does.favourite,
        setCover: words.setCover,
        similar: words.similar,
        exportPhotos: words.exportPhotos,
        showInFolder: words.showInFolder,
      }),
    },
    {
      id: 'albums',
      lines: [
        { keys: ['Enter'], does: t.albums.open },
        { keys: ['F2'], does: t.albums.rename },
        { keys: ['letters'], does: does.typeAhead },
      ],
    },
    {
      id: 'map',
      lines: [
        { keys: arrows, does: does.moveMap },
        { keys: ['+', '-'], does: does.zoom },
        { keys: ['Home'], does: does.showAll },
        { keys: ['Tab'], does: does.toPlaces },
        { keys: ['Enter'], does: does.openPlace },
      ],
    },
    { id: 'search', lines: [{ keys: ['ArrowUp', 'ArrowDown'], does: does.lines }] },
    {
      id: 'review',
      lines: [
        { keys: ['Y', 'ArrowRight'], does: t.review.yes },
        { keys: ['N', 'ArrowLeft'], does: does.noOrNotLandmark },
        { keys: ['S', 'ArrowDown'], does: t.review.skip },
        { keys: ['U'], does: does.takeBack },
        { keys: ['Enter'], does: does.firstName },
        { keys: ['1', '2', '3', '4', '5'], does: does.number },
        { keys: ['F2'], does: t.review.name.other },
        { keys: ['H'], does: does.hide },
        { keys: ['Space'], does: t.review.larger },
      ],
    },
    {
      id: 'photo',
      lines: [
        { keys: ['ArrowLeft', 'ArrowRight'], does: does.leaf },
        { keys: ['PageUp', 'PageDown'], does: does.leaf },
        { keys: ['Home', 'End'], does: does.ends },
        { keys: ['+', '-'], does: does.zoom },
        { keys: ['Z'], does: does.pointerZoom },
        { keys: ['0'], does: t.photo.fit },
        { keys: ['1'], does: t.photo.actualSize },
        { keys: arrows, held: ['Shift'], does: does.pan },
        { keys: ['Space'], does: t.viewer.alone },
        ...listPhotoLines({
          confirm: words.confirm,
          reject: words.reject,
          put: words.itIs(1),
          notLandmark: words.notLandmark,
          favourite: does.favourite,
          setCover: words.setCover,
          openAlbum: t.albums.open,
          similar: words.similar,
          showInFolder: words.showInFolder,
        }),
        { keys: ['I'], does: t.viewer.infoTab },
        { keys: ['W'], does: t.viewer.whyTab },
        { keys: ['A'], does: does.attention },
        { keys: ['T'], does: does.filmstrip },
        { keys: ['Escape'], does: does.back },
      ],
    },
  ];
}
