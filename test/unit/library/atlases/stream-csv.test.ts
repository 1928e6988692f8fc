import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streamCsv } from '../../../../src/library/atlases/stream-csv.ts';

let folder = '';
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'cairn-csv-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string): Promise<string[]> {
  const file = join(folder, 'table.csv');
  await writeFile(file, content);
  const rows: string[] = [];
  for await (const { line, cells } of streamCsv(file, ['id', 'name'])) rows.push(`${line} ${cells.id}|${cells.name}`);
  return rows;
}

describe('streamCsv', () => {
  it('reads the columns that are asked for, whatever their order, line ends and quotes', async () => {
    expect(await read('\u{feff}name,url,id\r\n"a ""b"", c",x,1\r\n\r\nd,"y,z",2')).toEqual(['2 1|a "b", c', '4 2|d']);
    expect(await read('id,name\n1,\n"","x"\n')).toEqual(['2 1|', '3 |x']);
    expect(await read('id,name')).toEqual([]);
  });

  it.each([
    ['', 'is empty'],
    ['id,other\n', 'the columns name are missing'],
    ['id,name\n1\n', 'line 2: 1 cells where the header has 2'],
    ['id,name\n1,"x\n', 'line 2: a quote is opened and never closed'],
    ['id,name\n1,"x"y\n', 'line 2: text follows a closing quote'],
  ])('says what is wrong with %j', async (content, reason) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(reason) as string,
    });
  });

  it('says why a file cannot be read', async () => {
    const rows = streamCsv(join(folder, 'nowhere.csv'), ['id']);
    await expect(rows.next()).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
