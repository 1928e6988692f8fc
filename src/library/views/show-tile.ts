/** @file File names of the catalog for people. */
import type { PhotoTile } from '../../api/views.ts';
import { toDisplayPath } from '../path-encoding.ts';

/** The tile with its file name as it can be shown ([Note: path encoding]). */
export function showTile<Tile extends PhotoTile>(tile: Tile): Tile {
  return { ...tile, fileName: toDisplayPath(tile.fileName) };
}
