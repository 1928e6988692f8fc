/** @file Exact search of one matrix in onnxruntime, on the processor. */
import '../no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { buildSearchGraph, searchNames } from './search-graph.ts';

export interface SearchPart {
  /** `rows x dims`, row-major. Read, not copied. */
  readonly matrix: Float32Array;
  /** `count x dims`, row-major. */
  readonly queries: Float32Array;
  /** At most `rows`. */
  readonly k: number;
}

export interface SearchSession {
  readonly dims: number;
  /** Best first, `count x k` each; of equal cosines the lower row first. Holds the event loop while it runs. */
  readonly search: (part: SearchPart) => Promise<{ readonly rows: BigInt64Array; readonly cosines: Float32Array }>;
  readonly close: () => Promise<void>;
}

/** `threads`: as many as the model's session, never beside it ([Note: blocking run]). */
export async function createSearchSession(dims: number, threads: number): Promise<SearchSession> {
  const session = await InferenceSession.create(buildSearchGraph(dims), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    enableCpuMemArena: false,
    logSeverityLevel: 3,
  });
  return {
    dims,
    search: async ({ matrix, queries, k }) => {
      const output = await session.run({
        [searchNames.matrix]: new Tensor('float32', matrix, [matrix.length / dims, dims]),
        [searchNames.queries]: new Tensor('float32', queries, [queries.length / dims, dims]),
        [searchNames.k]: new Tensor('int64', BigInt64Array.of(BigInt(k)), [1]),
      });
      const rows = output[searchNames.rows]?.data;
      const cosines = output[searchNames.cosines]?.data;
      if (!(rows instanceof BigInt64Array) || !(cosines instanceof Float32Array)) {
        throw new Error('the search graph gave outputs of wrong types');
      }
      return { rows, cosines };
    },
    close: () => session.release(),
  };
}
