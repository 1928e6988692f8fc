/** @file Reads labelled embeddings: a .f32 file of rows and a .csv that says what each row is. */
import { readFileSync } from 'node:fs';

export interface LabelledRow {
  /** Path of the photo, as in the csv. */
  readonly path: string;
  /** Folder name of the landmark; null: not a landmark. */
  readonly landmark: string | null;
  /** `train`, `validation`, `unused` or whatever the csv says; empty when it has no such column. */
  readonly split: string;
}

export interface LabelledRows {
  readonly rows: readonly LabelledRow[];
  /** Row-major little-endian unit vectors, rows x dims. */
  readonly vectors: Float32Array;
  readonly dims: number;
}

/** Reads `STEM.csv` (path,landmark[,split], a header first) and `STEM.f32`. Throws when their lengths do not fit. */
export function readLabelledVectors(stem: string, dims: number): LabelledRows {
  const [header = '', ...lines] = readFileSync(`${stem}.csv`, 'utf8').trim().split(/\r?\n/);
  const columns = header.split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    const read = (name: string): string => cells[columns.indexOf(name)] ?? '';
    return { path: read('path'), landmark: read('landmark') === '' ? null : read('landmark'), split: read('split') };
  });
  const bytes = readFileSync(`${stem}.f32`);
  if (bytes.length !== 4 * rows.length * dims) {
    throw new Error(`${stem}.f32 holds ${String(bytes.length / 4 / dims)} rows, ${stem}.csv ${String(rows.length)}.`);
  }
  return { rows, vectors: new Float32Array(new Uint8Array(bytes).buffer), dims };
}
