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

/** Makes the search that `groupPhotos` takes. */
export function createGroupSearch(session: SearchSession): SearchNeighbours {
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
    const { ids, cosines } = await searchBlocks({ dims, blocks, queries, k, padding: -1 });
    return { indices: ids, cosines };
  };
}
