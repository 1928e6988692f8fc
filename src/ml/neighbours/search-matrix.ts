/** @file Search of any number of queries over any number of blocks of rows, in runs that hold the event loop but shortly. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';

/** Rows, and what they are called. */
export interface SearchBlock {
  /** One a row, ascending: of equal cosines the lower id comes first. */
  readonly ids: Int32Array;
  /** The `k` best rows of each query (`count x dims`), best first, of equals the lower row first: `count x k` each. */
  readonly search: (
    queries: Float32Array,
    k: number,
  ) => Promise<{ readonly rows: BigInt64Array; readonly cosines: Float32Array }>;
}

export interface SearchInput {
  readonly dims: number;
  readonly blocks: readonly SearchBlock[];
  /** `count x dims`, row-major. */
  readonly queries: Float32Array;
  readonly k: number;
  /** Id of a place that stays empty. Its cosine is -2. */
  readonly padding: number;
}

export interface SearchOutput {
  /** `count x k`, best first. */
  readonly ids: Int32Array;
  readonly cosines: Float32Array;
}

/** Queries of one run: at 64 Ki rows and 512 dims a run takes about 50 ms on two cores. */
const queriesPerRun = 128;

/** Merges two sorted runs of `k` places into the first. Both are best first, of equals the lower id first. */
function mergeBest(
  target: { ids: Int32Array; cosines: Float32Array },
  start: number,
  k: number,
  other: { readonly ids: readonly number[]; readonly cosines: Float32Array },
): void {
  const ids = target.ids.slice(start, start + k);
  const cosines = target.cosines.slice(start, start + k);
  let mine = 0;
  let theirs = 0;
  for (let place = 0; place < k; place += 1) {
    const [myCosine, theirCosine] = [cosines[mine] ?? -2, other.cosines[theirs] ?? -2];
    const isTheirs =
      theirs < other.ids.length &&
      (theirCosine > myCosine || (theirCosine === myCosine && (other.ids[theirs] ?? 0) < (ids[mine] ?? 0)));
    target.ids[start + place] = (isTheirs ? other.ids[theirs] : ids[mine]) ?? 0;
    target.cosines[start + place] = isTheirs ? theirCosine : myCosine;
    if (isTheirs) theirs += 1;
    else mine += 1;
  }
}

/** The k nearest rows of all blocks for each query: the same, however the rows are parted into blocks. */
export async function searchBlocks({ dims, blocks, queries, k, padding }: SearchInput): Promise<SearchOutput> {
  const count = queries.length / dims;
  const best = { ids: new Int32Array(count * k).fill(padding), cosines: new Float32Array(count * k).fill(-2) };
  for (const { ids, search } of blocks) {
    const partK = Math.min(k, ids.length);
    if (partK === 0) continue;
    for (let first = 0; first < count; first += queriesPerRun) {
      const part = queries.subarray(first * dims, Math.min(count, first + queriesPerRun) * dims);
      const { rows, cosines } = await search(part, partK);
      for (let query = 0; query * partK < rows.length; query += 1) {
        const [from, to] = [query * partK, (query + 1) * partK];
        const found = Array.from(rows.subarray(from, to), (row) => ids[Number(row)] ?? padding);
        mergeBest(best, (first + query) * k, k, { ids: found, cosines: cosines.subarray(from, to) });
      }
      await yieldToEventLoop();
    }
  }
  return best;
}
