/**
 * @file Memory for the vectors of all photos that take part in a grouping.
 *
 * [Note: large rows] Electron refuses an array of 2 GiB, which is a million vectors of 512 numbers and a few (measured with Electron 33: 2,040
 * MiB are given, 2,048 not). The memory of WebAssembly is got from the system by another way, up to 4 GiB in one piece.
 */

/** What Node has of it; its types come with those of a page alone. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};

const mebibyte = 1024 * 1024;
const pageBytes = 64 * 1024;
const mostPages = 65_536;

/**
 * Zeros, row-major.
 *
 * @param mostBytes that are asked for as an array; smaller ones only for tests
 * @throws RangeError where it would take more than 4 GiB, or there is no such memory
 */
export function makeRows(rows: number, dims: number, mostBytes = 1024 * mebibyte): Float32Array {
  const bytes = rows * dims * Float32Array.BYTES_PER_ELEMENT;
  if (bytes <= mostBytes) return new Float32Array(rows * dims);
  const pages = Math.ceil(bytes / pageBytes);
  if (pages > mostPages) throw new RangeError(`${rows} photos are more than can be grouped at once.`);
  return new Float32Array(new WebAssembly.Memory({ initial: pages }).buffer, 0, rows * dims);
}
