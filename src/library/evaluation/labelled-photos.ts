/** @file The photos of an evaluation: a table that says which landmark each of them shows. */
import { dirname, resolve } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { failLine, readCsvTable, showText } from './csv-table.ts';

export interface LabelledPhoto {
  /** As in the table: what people know the photo by. */
  readonly path: string;
  /** Absolute path. */
  readonly file: string;
  /** Null: shows no landmark. */
  readonly landmark: string | null;
}

/**
 * Reads `path,landmark[,split]`; other columns are ignored. Paths are relative to the table's folder, an empty landmark is none.
 *
 * @param split only the rows of this split; null: all rows
 * @throws CairnError `invalid-input` for a table that is wrong, names a photo twice or has nothing to find
 */
export async function readLabelledPhotos(table: string, split: string | null): Promise<readonly LabelledPhoto[]> {
  const { rows } = await readCsvTable(table, {
    required: split === null ? ['path', 'landmark'] : ['path', 'landmark', 'split'],
    optional: ['split'],
  });
  const folder = dirname(resolve(table));
  const lines = new Map<string, number>();
  const photos: LabelledPhoto[] = [];
  for (const { line, cells } of rows) {
    if (split !== null && cells.split !== split) continue;
    const { path } = cells;
    if (path === '' || path.includes('\0')) throw failLine(table, line, 'there is no path.');
    const file = resolve(folder, path);
    const before = lines.get(file);
    // It would find itself.
    if (before !== undefined) throw failLine(table, line, `${showText(path)} is in line ${before} already.`);
    lines.set(file, line);
    const landmark = cells.landmark.trim();
    photos.push({ path, file, landmark: landmark === '' ? null : landmark });
  }
  if (photos.length === 0 && split !== null) {
    const splits = [...new Set(rows.map(({ cells }) => cells.split))].slice(0, 20).map(showText);
    throw new CairnError(
      'invalid-input',
      `No photo of ${table} is in the split "${split}"; there are: ${splits.join(', ') || 'none'}.`,
    );
  }
  requireQueries(photos, `In ${table}`);
  return photos;
}

/** @throws CairnError `invalid-input` unless some landmark has two photos */
export function requireQueries(photos: readonly { readonly landmark: string | null }[], where: string): void {
  const seen = new Set<string>();
  for (const { landmark } of photos) {
    if (landmark === null) continue;
    if (seen.has(landmark)) return;
    seen.add(landmark);
  }
  throw new CairnError('invalid-input', `${where} no landmark has two photos: there is nothing to find.`);
}
