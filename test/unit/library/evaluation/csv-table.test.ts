import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCsvTable, readCsvTable, showText } from '../../../../src/library/evaluation/csv-table.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const parse = (text: string): unknown[] =>
  parseCsvTable(text, 'x.csv', { required: ['a', 'b'], optional: ['c'] }).rows.map(({ line, cells }) => [
    line,
    cells.a,
    cells.b,
    cells.c,
  ]);

describe('parseCsvTable', () => {
  it('finds columns by name, in any order, beside others', () => {
    expect(parse('b,x, a \n1,2,3\n')).toEqual([[2, '3', '1', '']]);
    expect(parse('a,b,c\n1,2,3')).toEqual([[2, '1', '2', '3']]);
  });

  it('reads quotes, commas and line feeds in quotes, and every end of line', () => {
    expect(parse('a,b\r\n"x, ""y""",2\r\n\r\n"two\nlines",\n1,"2"')).toEqual([
      [2, 'x, "y"', '2', ''],
      [4, 'two\nlines', '', ''],
      [6, '1', '2', ''],
    ]);
    expect(parse('a,b\r1,2\r3,4')).toEqual([
      [2, '1', '2', ''],
      [3, '3', '4', ''],
    ]);
    expect(parse('a,b\n5" disc,')).toEqual([[2, '5" disc', '', '']]);
  });

  it.each([
    ['a,b\n1,2,3\n', 'x.csv, line 2: 3 cells where the header has 2'],
    ['a,b\n1,2\n3\n', 'x.csv, line 3: 1 cells'],
    ['a,b\n1,"2\n3\n', 'x.csv, line 2: a quote is opened and never closed'],
    ['a,b\n"x"y,2\n', 'x.csv, line 2: text follows a closing quote'],
    ['a,b,a\n1,2,3\n', 'x.csv, line 1: the column a is there twice'],
    ['a,c\n1,2\n', 'b missing: its header is "a,c"'],
    ['', 'a, b missing: the file is empty'],
  ])('refuses %j', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('gives back what was written with quotes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '\u{1f5ff}') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = [['a', 'b'], ...rows].map((row) => row.map(quote).join(',')).join('\r\n');
        const table = parseCsvTable(text, 'x.csv', { required: ['a', 'b'] });
        expect(table.rows.map(({ cells }) => [cells.a, cells.b])).toEqual(rows);
      }),
    );
  });
});

describe('readCsvTable', () => {
  it('drops a byte order mark and refuses what is no text', async () => {
    const file = join(folder, 'table.csv');
    writeFileSync(file, '\ufeffa,b\nö,2\n');
    const { rows } = await readCsvTable(file, { required: ['a', 'b'] });
    expect(rows).toEqual([{ line: 2, cells: { a: 'ö', b: '2' } }]);
    writeFileSync(file, Buffer.from('a,b\n\xf6,2\n', 'latin1'));
    await expect(readCsvTable(file, { required: ['a'] })).rejects.toThrow('is not UTF-8');
    await expect(readCsvTable(folder, { required: ['a'] })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(readCsvTable(join(folder, 'nothing'), { required: ['a'] })).rejects.toThrow('ENOENT');
  });
});

describe('showText', () => {
  it('leaves no control character for the terminal', () => {
    expect(showText('a\u001b[31mb\n')).toBe('a\ufffd[31mb\ufffd');
    expect(showText('x'.repeat(999))).toHaveLength(200);
  });
});
