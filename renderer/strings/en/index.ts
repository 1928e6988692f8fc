/** @file Every word of the window, in English: a file a part of the window. What another language has to have. */
import { countAlbums, countPhotos } from './counts.ts';
import { activity } from './activity.ts';
import { navigation } from './navigation.ts';
import { firstRun } from './first-run.ts';
import { progress } from './progress.ts';
import { landmarks } from './landmarks.ts';
import { album } from './album.ts';
import { albums } from './albums.ts';
import { map } from './map.ts';
import { browse } from './browse.ts';
import { exports } from './exports.ts';
import { photoActions } from './photo-actions.ts';
import { merge } from './merge.ts';
import { photos } from './photos.ts';
import { duplicates } from './duplicates.ts';
import { photo } from './photo.ts';
import { viewer } from './viewer.ts';
import { failures } from './failures.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { preferences } from './preferences.ts';
import { problems } from './problems.ts';
import { decisions } from './decisions.ts';
import { history } from './history.ts';
import { review } from './review.ts';
import { keys } from './keys.ts';

export const en = {
  appName: 'Cairn',
  countPhotos,
  countAlbums,
  list: (parts: readonly string[]) => parts.join(' · '),
  labelled: (label: string, value: string) => `${label}: ${value}`,
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  retry: 'Try again',
  loading: 'Loading…',
  navigation,
  firstRun,
  progress,
  landmarks,
  album,
  albums,
  map,
  browse,
  exports,
  photoActions,
  merge,
  photos,
  duplicates,
  photo,
  viewer,
  failures,
  activity,
  search,
  settings,
  preferences,
  problems,
  decisions,
  review,
  history,
  keys,
} as const;
