/**
 * @file Migration 110: albums by place, and how sharp a photo is.
 *
 * An album's place reads "Nice, France": country and city are its parts. Places sort by country, then by city, without case and
 * accents, which SQLite cannot do: the key is kept beside the place. Sharpness is measured when a cover is chosen, once a photo.
 */
import { buildPlaceKey } from '../place-key.ts';
import type { Migration } from './migration.ts';

/** What comes after the last comma, and what before it. */
const columns = `
  ALTER TABLE albums ADD COLUMN country TEXT GENERATED ALWAYS AS
    (trim(substr(place, length(rtrim(place, replace(place, ',', ''))) + 1))) VIRTUAL;
  ALTER TABLE albums ADD COLUMN city TEXT GENERATED ALWAYS AS
    (nullif(trim(rtrim(rtrim(place, replace(place, ',', '')), ', ')), '')) VIRTUAL;
  ALTER TABLE albums ADD COLUMN place_key TEXT NOT NULL DEFAULT '${buildPlaceKey(null)}';
  CREATE INDEX albums_by_place ON albums (place_key, sort_name) WHERE merged_into_id IS NULL AND photo_count > 0;
  -- Null: not measured yet.
  ALTER TABLE photos ADD COLUMN sharpness REAL CHECK (sharpness >= 0);
`;

export const albumPlaces: Migration = {
  version: 110,
  apply: (connection) => {
    connection.execute(columns);
    const list = connection.prepare<[], { readonly id: number; readonly place: string }>(
      'SELECT id, place FROM albums WHERE place IS NOT NULL',
    );
    const setKey = connection.prepare<[string, number]>('UPDATE albums SET place_key = ? WHERE id = ?');
    for (const { id, place } of list.all()) setKey.run(buildPlaceKey(place), id);
  },
};
