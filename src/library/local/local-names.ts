/** @file Albums and landmarks by their names in the window's language. What a person named keeps its name. */
import type { Language } from '../../api/preferences.ts';
import type { AlbumSummary } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { localizePlace } from './local-places.ts';
import { translate } from './translate.ts';

export interface LocalNames {
  /** Another reason, name or message of the library, see [Note: sayings]. */
  readonly text: (text: string) => string;
  readonly place: <Place extends string | null>(place: Place) => Place | string;
  readonly landmark: (landmarkId: string, name: string) => string;
  /** Name of an album of which only the id is at hand. */
  readonly albumName: (albumId: number, name: string) => string;
  /** Name of an album when something was decided: it may have another one now. Null: the album is not there any more. */
  readonly formerName: (albumId: number | null, name: string) => string;
  /** A name of which nothing else is known: that of one landmark, or one that Cairn made up. */
  readonly known: (name: string) => string;
  readonly album: (album: AlbumSummary) => AlbumSummary;
}

/** Languages of an atlas whose names are read by who reads `language`, the best first. */
const nameLanguages: Readonly<Record<Exclude<Language, 'en'>, readonly string[]>> = {
  'zh-Hans': ['zh-Hans', 'zh-CN', 'zh'],
};

type Named = Pick<AlbumSummary, 'landmarkId' | 'isNamedByPerson' | 'name'>;

export function createLocalNames(catalog: Catalog, language: Exclude<Language, 'en'>): LocalNames {
  const place: LocalNames['place'] = (text) => (text === null ? text : localizePlace(text, language));
  const text = (english: string): string => translate(english, language, place);
  const landmark = (landmarkId: string, name: string): string =>
    catalog.landmarks.findLocalName(landmarkId, nameLanguages[language]) ?? name;
  const nameAlbum = ({ landmarkId, isNamedByPerson, name }: Named): string => {
    if (isNamedByPerson) return name;
    return landmarkId === null ? text(name) : landmark(landmarkId, name);
  };
  const nameIfStill = (albumId: number, name: string): string | null => {
    const album = catalog.albums.get(albumId);
    return album?.name === name ? nameAlbum(album) : null;
  };
  return {
    text,
    place,
    landmark,
    albumName: (albumId, name) => nameIfStill(albumId, name) ?? name,
    formerName: (albumId, name) => (albumId === null ? null : nameIfStill(albumId, name)) ?? text(name),
    known: (name) => {
      const [found, ...others] = catalog.landmarks.findByName(name);
      return found?.name === name && others.length === 0 ? landmark(found.id, name) : text(name);
    },
    album: (album) => ({ ...album, name: nameAlbum(album), place: place(album.place) }),
  };
}
