/** @file Comma-separated tables with a header, as spreadsheets and Python's csv module write them (RFC 4180). */
import { CairnError } from '../../api/errors.ts';
import { openWithoutWaiting } from '../../ml/open-without-waiting.ts';

export interface CsvRow<Column extends string> {
  /** Where the row begins; the header is line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

export interface CsvTable<Column extends string> {
  /** As the person named it. */
  readonly file: string;
  readonly rows: readonly CsvRow<Column>[];
}

export interface CsvColumns<Required extends string, Optional extends string> {
  readonly required: readonly Required[];
  /** Read as '' where the table has no such column. */
  readonly optional?: readonly Optional[];
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** More is no table of photos; a string of Node.js ends at 512 MiB. */
const maxBytes = 256 * 1024 * 1024;

/** Reads a table. Throws CairnError `invalid-input` with the line for a file that is none, or lacks a column. */
export async function readCsvTable<Required extends string, Optional extends string = never>(
  file: string,
  columns: CsvColumns<Required, Optional>,
): Promise<CsvTable<Required | Optional>> {
  return parseCsvTable(decodeText(await readBytes(file), file), file, columns);
}

/** The same from its text. @param file for messages */
export function parseCsvTable<Required extends string, Optional extends string = never>(
  text: string,
  file: string,
  { required, optional = [] }: CsvColumns<Required, Optional>,
): CsvTable<Required | Optional> {
  const [header, ...records] = splitRecords(text, file);
  const names = header?.cells.map((name) => name.trim()) ?? [];
  const missing = required.filter((name) => !names.includes(name));
  if (header === undefined || missing.length > 0) {
    const found = header === undefined ? 'the file is empty' : `its header is "${showText(names.join(','))}"`;
    throw new CairnError(
      'invalid-input',
      `${file} needs a header with the columns ${required.join(', ')}; ${missing.join(', ') || 'all'} missing: ${found}.`,
    );
  }
  const wanted = [...required, ...optional];
  const twice = wanted.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw failLine(file, header.line, `the column ${twice} is there twice.`);
  const places = wanted.map((name): [Required | Optional, number] => [name, names.indexOf(name)]);
  const rows = records.map(({ line, cells }) => {
    if (cells.length !== names.length) {
      throw failLine(
        file,
        line,
        `${cells.length} cells where the header has ${names.length}; quote cells with commas.`,
      );
    }
    const entries = places.map(([name, place]) => [name, cells[place] ?? '']);
    return { line, cells: Object.fromEntries(entries) as Record<Required | Optional, string> };
  });
  return { file, rows };
}

/** Builds the error for one line of a file; `reason` is a sentence. */
export function failLine(file: string, line: number, reason: string): CairnError {
  return new CairnError('invalid-input', `${file}, line ${line}: ${reason}`);
}

/** Text from a file for a message on a terminal: short, and without control characters. */
export function showText(text: string): string {
  const shown = text.replaceAll(/\p{Cc}/gu, '\ufffd');
  return shown.length > 200 ? `${shown.slice(0, 199)}…` : shown;
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const handle = await openWithoutWaiting(file);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new CairnError('invalid-input', `${file} is not a file.`);
      if (stats.size > maxBytes) throw new CairnError('invalid-input', `${file} is too large (more than 256 MiB).`);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof CairnError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CairnError('invalid-input', `${file} cannot be read (${code}).`, { cause: error });
  }
}

function decodeText(bytes: Buffer, file: string): string {
  try {
    // Drops a byte order mark, too.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new CairnError('invalid-input', `${file} is not UTF-8 text; save it as UTF-8.`, { cause: error });
  }
}

/** Records with a cell at least; empty lines are skipped. */
function splitRecords(text: string, file: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let line = 1;
  let firstLine = 1;
  let place = 0;
  const endRecord = (): void => {
    if (cells.length > 1 || cells[0] !== '') records.push({ line: firstLine, cells });
    cells = [];
    firstLine = line;
  };
  while (place < text.length) {
    if (text[place] === '"') {
      const { cell, end, newlines } = readQuoted(text, place, file, line);
      cells.push(cell);
      place = end;
      line += newlines;
    } else {
      const end = findCellEnd(text, place);
      cells.push(text.slice(place, end));
      place = end;
    }
    if (text[place] === ',') {
      place++;
      // A comma at the very end is followed by an empty cell.
      if (place === text.length) cells.push('');
      continue;
    }
    if (text[place] === '\r' && text[place + 1] === '\n') place++;
    place++;
    line++;
    endRecord();
  }
  if (cells.length > 0) endRecord();
  return records;
}

function findCellEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

/** A cell in quotes, in which a doubled quote stands for one. */
function readQuoted(
  text: string,
  start: number,
  file: string,
  line: number,
): { readonly cell: string; readonly end: number; readonly newlines: number } {
  let cell = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw failLine(file, line, 'a quote is opened and never closed.');
    cell += text.slice(from, quote);
    if (text[quote + 1] === '"') {
      cell += '"';
      from = quote + 2;
      continue;
    }
    const end = quote + 1;
    const next = text[end];
    if (next !== undefined && next !== ',' && next !== '\n' && next !== '\r') {
      throw failLine(file, line, 'text follows a closing quote; a quote inside of quotes is written twice.');
    }
    return { cell, end, newlines: cell.match(/\r\n|\r|\n/g)?.length ?? 0 };
  }
}
