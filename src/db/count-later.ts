/** @file Counts of albums and photos after many memberships changed at once, instead of after each ([Note: counted later]). */
import type { Connection } from './connection.ts';

/**
 * Runs `change`, which changes about so many memberships of these albums, and counts the albums and the photos that are or were shown in
 * them when it is done; for a few it is not worth it. Within a transaction alone: a throw must take back everything. Inside another
 * such change it counts with that one.
 */
export type CountLater = (albumIds: readonly number[], changes: number, change: () => void) => void;

/** Counting afterwards reads whole albums. */
const fewChanges = 300;

export function createCountLater(connection: Connection): CountLater {
  const isHolding = connection.prepare<[], number>('SELECT 1 FROM albums_counted_later LIMIT 1', 'value');
  const hold = connection.prepare<[string]>(
    `INSERT OR IGNORE INTO albums_counted_later (album_id)
     SELECT albums.id FROM json_each(?) AS wanted CROSS JOIN albums ON albums.id = wanted.value`,
  );
  const release = connection.prepare<[]>('DELETE FROM albums_counted_later');
  const listShown = connection.prepare<[], number>(
    `SELECT album_photos.photo_id FROM albums_counted_later
     CROSS JOIN album_photos ON album_photos.album_id = albums_counted_later.album_id`,
    'value',
  );
  const countAlbums = connection.prepare<[]>(`
    UPDATE albums SET
      photo_count = (SELECT count(*) FROM album_photos WHERE album_id = albums.id),
      suggested_count = (SELECT COALESCE(sum(is_suggested), 0) FROM album_photos WHERE album_id = albums.id),
      earliest_taken_ms = (SELECT min(taken_ms) FROM album_photos WHERE album_id = albums.id AND taken_ms IS NOT NULL),
      latest_taken_ms = (SELECT max(taken_ms) FROM album_photos WHERE album_id = albums.id AND taken_ms IS NOT NULL)
    WHERE id IN (SELECT album_id FROM albums_counted_later)`);
  // As the triggers of memberships show photos; album_photos has no index by photo.
  const shownAlbums = `CASE WHEN present_files > 0 THEN (SELECT count(*) FROM memberships
    WHERE memberships.photo_id = photos.id AND state <> 'rejected' AND is_tentative = 0) ELSE 0 END`;
  const countPhotos = connection.prepare<[string]>(`
    UPDATE photos SET shown_albums = ${shownAlbums}
    WHERE id IN (SELECT value FROM json_each(?)) AND shown_albums <> ${shownAlbums}`);

  return (albumIds, changes, change) => {
    if (changes < fewChanges || isHolding.get() !== undefined) {
      change();
      return;
    }
    hold.run(JSON.stringify(albumIds));
    const shown = new Set(listShown.all());
    change();
    for (const photoId of listShown.all()) shown.add(photoId);
    countAlbums.run();
    release.run();
    countPhotos.run(JSON.stringify([...shown]));
  };
}
