import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readLabelledPhotos } from '../../../../src/library/evaluation/labelled-photos.ts';

let folder: string;
let table: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-test-'));
  table = join(folder, 'index.csv');
});
afterAll(() => rmSync(folder, { recursive: true }));

const rows =
  'path,landmark,source,split\na/1.jpg,tower,x,train\n"a/2, copy.jpg", tower ,x,test\n../b.jpg,,y,test\na/3.jpg,tower,x,test\n';

it('reads paths from the folder of the table, an empty landmark as none', async () => {
  writeFileSync(table, rows);
  expect(await readLabelledPhotos(table, 'test')).toEqual([
    { path: 'a/2, copy.jpg', file: join(folder, 'a/2, copy.jpg'), landmark: 'tower' },
    { path: '../b.jpg', file: join(folder, '../b.jpg'), landmark: null },
    { path: 'a/3.jpg', file: join(folder, 'a/3.jpg'), landmark: 'tower' },
  ]);
  expect(await readLabelledPhotos(table, null)).toHaveLength(4);
});

it.each([
  ['path,label\na.jpg,x\n', null, 'landmark missing'],
  ['path,landmark\na.jpg,x\n', 'test', 'split missing'],
  [rows, 'validation', 'there are: train, test'],
  ['path,landmark\na.jpg,x\n./a.jpg,x\n', null, 'line 3: ./a.jpg is in line 2 already'],
  ['path,landmark\na.jpg,x\n,x\n', null, 'line 3: there is no path'],
  ['path,landmark\na.jpg,x\na\0b.jpg,x\n', null, 'line 3: there is no path'],
  ['path,landmark\na.jpg,x\nb.jpg,y\nc.jpg,\n', null, 'no landmark has two photos'],
])('refuses %j', async (text, split, message) => {
  writeFileSync(table, text);
  await expect(readLabelledPhotos(table, split)).rejects.toThrow(message);
});
