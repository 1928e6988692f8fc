/** @file Rows of a comma-separated table one by one, for tables larger than memory; a row is one line. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { CairnError } from '../../api/errors.ts';
import { failLine, showText } from '../evaluation/csv-table.ts';

export interface StreamedRow<Column extends string> {
  /** The header is line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

/** A line of train_clean.csv lists the photos of one landmark: 10,000 ids take 170 kB. */
const maxLineLength = 16 * 1024 * 1024;

/**
 * Reads a table with a header (RFC 4180, without line breaks in cells).
 * @throws CairnError `invalid-input` for a file that cannot be read, lacks a column, or has a line that is wrong
 */
export async function* streamCsv<Column extends string>(
  file: string,
  columns: readonly Column[],
): AsyncGenerator<StreamedRow<Column>> {
  const input = createReadStream(file, { encoding: 'utf8' });
  const lines = createInterface({ input, crlfDelay: Infinity });
  let places: readonly (readonly [Column, number])[] | null = null;
  let width = 0;
  let line = 0;
  try {
    for await (const text of lines) {
      line += 1;
      if (text.length > maxLineLength) throw failLine(file, line, 'the line is too long for a table.');
      if (text === '') continue;
      const cells = splitLine(line === 1 ? text.replace(/^\u{feff}/u, '') : text, file, line);
      if (places === null) {
        places = columns.map((name) => [name, cells.indexOf(name)] as const);
        width = cells.length;
        const missing = places.filter(([, place]) => place === -1).map(([name]) => name);
        if (missing.length === 0) continue;
        throw failLine(file, line, `the columns ${missing.join(', ')} are missing in "${showText(text)}".`);
      }
      if (cells.length !== width) throw failLine(file, line, `${cells.length} cells where the header has ${width}.`);
      const entries = places.map(([name, place]) => [name, cells[place] ?? '']);
      yield { line, cells: Object.fromEntries(entries) as Record<Column, string> };
    }
  } catch (error) {
    if (error instanceof CairnError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CairnError('invalid-input', `${file} cannot be read (${code}).`, { cause: error });
  } finally {
    lines.close();
    input.destroy();
  }
  if (places === null) throw new CairnError('invalid-input', `${file} is empty.`);
}

function splitLine(text: string, file: string, line: number): string[] {
  if (!text.includes('"')) return text.split(',');
  const cells: string[] = [];
  let place = 0;
  for (;;) {
    if (text[place] !== '"') {
      const comma = text.indexOf(',', place);
      cells.push(text.slice(place, comma === -1 ? text.length : comma));
      if (comma === -1) return cells;
      place = comma + 1;
      continue;
    }
    let cell = '';
    for (;;) {
      const quote = text.indexOf('"', place + 1);
      if (quote === -1) throw failLine(file, line, 'a quote is opened and never closed.');
      cell += text.slice(place + 1, quote);
      place = quote + 1;
      if (text[place] !== '"') break;
      cell += '"';
    }
    cells.push(cell);
    if (place === text.length) return cells;
    if (text[place] !== ',') throw failLine(file, line, 'text follows a closing quote.');
    place += 1;
  }
}
