/** @file The calls by which a person decides. */
import type { LibraryCallHandlers } from '../../api/calls.ts';
import type { AlbumSummary } from '../../api/views.ts';
import type { DecisionService } from '../decisions/decision-service.ts';

type DecisionCall =
  | 'albums.rename'
  | 'albums.merge'
  | 'albums.confirm'
  | 'albums.reject'
  | 'albums.move'
  | 'albums.confirmLandmark'
  | 'albums.split'
  | 'albums.hide'
  | 'albums.show'
  | 'albums.setCover'
  | 'albums.link'
  | 'decisions.state'
  | 'decisions.undo'
  | 'decisions.redo'
  | 'photos.notLandmark'
  | 'photos.setFavourite'
  | 'photos.setDifferent';

/** @param summarize the album that an id is part of now; throws CairnError `not-found` */
export function createDecisionHandlers(
  decisions: DecisionService,
  summarize: (albumId: number) => AlbumSummary,
): Pick<LibraryCallHandlers, DecisionCall> {
  return {
    'albums.rename': ({ albumId, name }) => {
      decisions.rename(albumId, name);
      return summarize(albumId);
    },
    'albums.merge': ({ intoAlbumId, fromAlbumId }) => {
      decisions.merge(intoAlbumId, fromAlbumId);
      return summarize(intoAlbumId);
    },
    'albums.confirm': ({ albumId, photoIds }) => {
      decisions.confirm(albumId, photoIds);
      return null;
    },
    'albums.reject': ({ albumId, photoIds }) => {
      decisions.reject(albumId, photoIds);
      return null;
    },
    'albums.move': ({ fromAlbumId, intoAlbumId, photoIds }) => {
      decisions.move(fromAlbumId, intoAlbumId, photoIds);
      return null;
    },
    'albums.confirmLandmark': ({ landmarkId, fromAlbumId, photoIds }) =>
      summarize(decisions.confirmLandmark(landmarkId, fromAlbumId, photoIds)),
    'albums.split': ({ albumId, photoIds, name }) => summarize(decisions.split(albumId, photoIds, name)),
    'albums.hide': ({ albumId }) => {
      decisions.hide(albumId);
      return null;
    },
    'albums.show': ({ albumId }) => {
      decisions.show(albumId);
      return null;
    },
    'albums.setCover': ({ albumId, photoId }) => {
      decisions.setCover(albumId, photoId);
      return summarize(albumId);
    },
    'albums.link': ({ albumId, landmarkId }) => {
      decisions.link(albumId, landmarkId);
      return summarize(albumId);
    },
    'decisions.state': () => decisions.getUndoState(),
    'decisions.undo': () => {
      decisions.undo();
      return decisions.getUndoState();
    },
    'decisions.redo': () => {
      decisions.redo();
      return decisions.getUndoState();
    },
    'photos.notLandmark': ({ photoIds }) => {
      decisions.denyLandmark(photoIds);
      return null;
    },
    'photos.setDifferent': ({ photoIds }) => {
      decisions.setDifferent(photoIds);
      return null;
    },
    'photos.setFavourite': ({ photoIds, isFavourite }) => {
      decisions.setFavourite(photoIds, isFavourite);
      return null;
    },
  };
}
