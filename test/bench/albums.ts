/**
 * @file Judges the albums of a catalog against labels.
 * Run: `node test/bench/albums.ts INDEX.csv ALBUMS.json [--root FOLDER] [--json]`. INDEX.csv (path,landmark, a header first)
 * lists exactly the photos that were scanned, relative to FOLDER (its own folder unless said); an empty landmark is not a landmark.
 * ALBUMS.json is what `cairn albums --json` printed.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { judgeAlbums } from './album-figures.ts';

const albumsSchema = z.array(
  z.object({
    id: z.number(),
    kind: z.enum(['landmark', 'group']),
    landmarkId: z.string().nullable(),
    photos: z.array(z.object({ path: z.string(), copies: z.array(z.string()).optional() })),
  }),
);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { root: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const [indexPath, albumsPath] = positionals;
if (indexPath === undefined || albumsPath === undefined) {
  console.error('Usage: node test/bench/albums.ts INDEX.csv ALBUMS.json [--root FOLDER] [--json]');
  process.exit(2);
}
const root = path.resolve(values.root ?? path.dirname(indexPath));
const [header = '', ...lines] = readFileSync(indexPath, 'utf8').trim().split(/\r?\n/);
const columns = header.split(',');
const labelled = lines.map((line) => {
  const cells = line.split(',');
  const landmark = cells[columns.indexOf('landmark')] ?? '';
  return {
    path: path.join(root, cells[columns.indexOf('path')] ?? ''),
    landmark: landmark === '' ? null : landmark,
  };
});
const folders = new URL('../../src/ml/atlas/training-folders.json', import.meta.url);
const figures = judgeAlbums({
  labelled,
  albums: albumsSchema.parse(JSON.parse(readFileSync(albumsPath, 'utf8'))),
  landmarkIds: z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(folders, 'utf8'))),
});
if (values.json) console.log(JSON.stringify(figures, null, 2));
else
  for (const [name, value] of Object.entries<number>({ ...figures }))
    console.log(`${name.padEnd(16)} ${value.toFixed(4)}`);
