/**
 * @file The labelled photos that an atlas is built from: a folder with a sub-folder for each landmark, a table, or Google
 * Landmarks v2 as it is published.
 */
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { failLine, readCsvTable } from '../evaluation/csv-table.ts';
import { isGldv2Folder, listGldv2Landmarks, type Gldv2Variant } from './gldv2-source.ts';

/** The photos of one label. */
export interface LabelledFolder {
  /** What the source calls the landmark; null: photos of none, which hold look-alikes back. */
  readonly label: string | null;
  /** Stable id that the source gives it; null where the label is all there is. */
  readonly id: string | null;
  /** Absolute paths. */
  readonly files: readonly string[];
}

/** Name of the sub-folder with photos that show no landmark. */
export const noLandmarkFolder = '_none';

/** Files that may be photos; others in a landmark's folder are no mistake worth a message. */
const photoPattern = /\.(jpe?g|png|webp|avif|heic|heif|tiff?|gif|dng|arw|cr2|cr3|nef|orf|raf|rw2)$/i;

export interface SourceOptions {
  /** Which part of Google Landmarks v2. */
  readonly variant: Gldv2Variant;
}

/**
 * Lists what is in a source, label by label.
 * @throws CairnError `invalid-input` for one in which there are no landmarks
 */
export async function* listLabelledPhotos(source: string, options: SourceOptions): AsyncGenerator<LabelledFolder> {
  const path = resolve(source);
  const stats = await stat(path).catch(() => null);
  if (stats === null) throw new CairnError('invalid-input', `There is no ${path}.`);
  let count = 0;
  for await (const folder of stats.isDirectory() ? listFolder(path, options) : listTable(path)) {
    if (folder.label !== null) count += 1;
    yield folder;
  }
  if (count > 0) return;
  throw new CairnError(
    'invalid-input',
    `There are no landmarks in ${path}: it needs a sub-folder for each landmark, or columns path and landmark.`,
  );
}

async function* listFolder(folder: string, { variant }: SourceOptions): AsyncGenerator<LabelledFolder> {
  if (await isGldv2Folder(folder)) {
    yield* listGldv2Landmarks(folder, variant);
    return;
  }
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  for (const name of names.sort()) {
    const files = await readdir(join(folder, name), { withFileTypes: true, recursive: true });
    const photos = files
      .filter((file) => file.isFile() && photoPattern.test(file.name) && !file.name.startsWith('.'))
      .map((file) => join(file.parentPath, file.name))
      .sort();
    if (photos.length > 0) yield { label: name === noLandmarkFolder ? null : name, id: null, files: photos };
  }
}

/** `path,landmark`: paths relative to the table, an empty landmark is none. */
async function* listTable(table: string): AsyncGenerator<LabelledFolder> {
  const { rows } = await readCsvTable(table, { required: ['path', 'landmark'] });
  const filesOf = new Map<string, string[]>();
  const lines = new Map<string, number>();
  for (const { line, cells } of rows) {
    if (cells.path === '' || cells.path.includes('\0')) throw failLine(table, line, 'there is no path.');
    const file = resolve(dirname(table), cells.path);
    const before = lines.get(file);
    if (before !== undefined) throw failLine(table, line, `the photo is in line ${before} already.`);
    lines.set(file, line);
    const label = cells.landmark.trim();
    const files = filesOf.get(label);
    if (files === undefined) filesOf.set(label, [file]);
    else files.push(file);
  }
  for (const [label, files] of [...filesOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield { label: label === '' ? null : label, id: null, files };
  }
}
