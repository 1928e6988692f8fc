/** @file The neighbour search of grouping, on onnxruntime: a matrix that is given, not the library's. */
import type { SearchNeighbours } from '../grouping/neighbour-search.ts';
import { searchBlocks, type SearchBlock } from './search-matrix.ts';
import type { SearchSession } from './search-session.ts';

/** One allocation stays far below the 2 GiB at which Electron's allocator ends the process. */
const maxBlockBytes = 128 * 1024 * 1024;

/** Rows of one block of float32 vectors of `dims` numbers. */
function countBlockRows(dims: number): number {
  return Math.max(1, Math.floor(maxBlockBytes / (dims * 4)));
}

/** Queries between two reports: a second or so at 100,000 rows. */
const queriesAtOnce = 1024;

/**
 * Makes the search that `groupPhotos` takes.
 *
 * @param onShare told now and then what share of a search is done; what it throws ends the search
 */
export function createGroupSearch(session: SearchSession, onShare?: (doneShare: number) => void): SearchNeighbours {
  return async ({ matrix, queries, dims, k }) => {
    const rows = matrix.length / dims;
    const blockRows = countBlockRows(dims);
    const blocks: SearchBlock[] = [];
    for (let first = 0; first < rows; first += blockRows) {
      const end = Math.min(rows, first + blockRows);
      const ids = Int32Array.from({ length: end - first }, (_, row) => first + row);
      const rowsOfBlock = matrix.subarray(first * dims, end * dims);
      blocks.push({ ids, search: (part, partK) => session.search({ matrix: rowsOfBlock, queries: part, k: partK }) });
    }
    const count = queries.length / dims;
    const result = { indices: new Int32Array(count * k), cosines: new Float32Array(count * k) };
    for (let first = 0; first < count; first += queriesAtOnce) {
      const part = queries.subarray(first * dims, Math.min(count, first + queriesAtOnce) * dims);
      const { ids, cosines } = await searchBlocks({ dims, blocks, queries: part, k, padding: -1 });
      result.indices.set(ids, first * k);
      result.cosines.set(cosines, first * k);
      onShare?.(Math.min(1, (first + queriesAtOnce) / count));
    }
    return result;
  };
}
