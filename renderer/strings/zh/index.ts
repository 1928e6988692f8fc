/** @file Every word of the window, in Simplified Chinese. */
import type { Catalogue } from '../catalogue.ts';
import { activity } from './activity.ts';
import { album } from './album.ts';
import { albums } from './albums.ts';
import { browse } from './browse.ts';
import { exports } from './exports.ts';
import { photoActions } from './photo-actions.ts';
import { countAlbums, countPhotos } from './counts.ts';
import { decisions } from './decisions.ts';
import { duplicates } from './duplicates.ts';
import { failures } from './failures.ts';
import { firstRun } from './first-run.ts';
import { history } from './history.ts';
import { keys } from './keys.ts';
import { landmarks } from './landmarks.ts';
import { map } from './map.ts';
import { merge } from './merge.ts';
import { navigation } from './navigation.ts';
import { photo } from './photo.ts';
import { photos } from './photos.ts';
import { preferences } from './preferences.ts';
import { problems } from './problems.ts';
import { progress } from './progress.ts';
import { review } from './review.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { viewer } from './viewer.ts';

export const zh: Catalogue = {
  appName: 'Cairn',
  countPhotos,
  countAlbums,
  list: (parts) => parts.join(' · '),
  labelled: (label, value) => `${label}：${value}`,
  cancel: '取消',
  close: '关闭',
  back: '返回',
  retry: '重试',
  loading: '正在载入…',
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
};
