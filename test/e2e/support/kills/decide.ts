/** @file One decision of a person, at random, the way the page makes it. */
import { readCatalog } from '../../../integration/support/test-library.ts';
import type { Random } from '../../../fixtures/random.ts';
import type { KilledApp } from './killed-app.ts';

const kinds = ['confirm', 'reject', 'move', 'open', 'rename', 'hide', 'show', 'favourite', 'undo', 'redo'] as const;

/** `made` also where the contract refuses it, such as an undo of nothing; `gone`: no answer came. */
export async function decide(app: KilledApp, random: Random, data: string): Promise<'made' | 'internal' | 'gone'> {
  const answer = await makeDecision(app, random, data);
  if (answer === null) return 'gone';
  return !answer.ok && answer.error.code === 'internal' ? 'internal' : 'made';
}

function makeDecision(app: KilledApp, random: Random, data: string): ReturnType<KilledApp['call']> {
  const { albumIds, photoIds: all } = readCatalog(data, (catalog) => ({
    albumIds: catalog.albums.listAll().flatMap(({ id, mergedIntoId }) => (mergedIntoId === null ? [id] : [])),
    photoIds: catalog.photos.listPage({ offset: 0, limit: 1000 }).map(({ id }) => id),
  }));
  // Before the first photo there is nothing to decide.
  if (all.length === 0) return app.call('decisions.state', {});
  // Where there is no album yet, one is opened: none of these is used.
  const [albumId, other] = albumIds.length === 0 ? [0, 0] : [random.pick(albumIds), random.pick(albumIds)];
  const photoIds = [...new Set(Array.from({ length: random.drawInteger(1, 6) }, () => random.pick(all)))];
  switch (albumIds.length < 2 ? 'open' : random.pick(kinds)) {
    case 'confirm':
      return app.call('albums.confirm', { albumId, photoIds });
    case 'reject':
      return app.call('albums.reject', { albumId, photoIds });
    case 'move':
      return app.call('albums.move', { fromAlbumId: albumId, intoAlbumId: other, photoIds });
    case 'open':
      return app.call('albums.split', { albumId: null, photoIds, name: `Mine ${random.drawInteger(0, 999)}` });
    case 'rename':
      return app.call('albums.rename', { albumId, name: `Name ${random.drawInteger(0, 999)}` });
    case 'hide':
      return app.call('albums.hide', { albumId });
    case 'show':
      return app.call('albums.show', { albumId });
    case 'favourite':
      return app.call('photos.setFavourite', { photoIds, isFavourite: random.drawInteger(0, 2) > 0 });
    case 'undo':
      return app.call('decisions.undo', {});
    case 'redo':
      return app.call('decisions.redo', {});
  }
}
