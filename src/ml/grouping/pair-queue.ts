/** @file Pairs of clusters, the likeliest first. */

/** A pair `a < b` of clusters as they were when it was rated. */
export interface RatedPair {
  /** Log-odds that the two are one landmark. */
  readonly logit: number;
  readonly a: number;
  readonly b: number;
  /** Sum of the versions of the two: another one means that the rating is out of date. */
  readonly version: number;
}

export interface PairQueue {
  readonly push: (pair: RatedPair) => void;
  /** Takes the likeliest pair; of equals the one with the smaller numbers. Undefined when there is none. */
  readonly pop: () => RatedPair | undefined;
}

/** Binary heap. */
export function createPairQueue(): PairQueue {
  const heap: RatedPair[] = [];
  const swap = (i: number, j: number): void => {
    const kept = heap[i];
    const other = heap[j];
    if (kept === undefined || other === undefined) return;
    heap[i] = other;
    heap[j] = kept;
  };
  const precedes = (i: number, j: number): boolean => {
    const x = heap[i];
    const y = heap[j];
    return x !== undefined && y !== undefined && compare(x, y) < 0;
  };
  return {
    push: (pair) => {
      let at = heap.push(pair) - 1;
      while (at > 0 && precedes(at, (at - 1) >> 1)) {
        swap(at, (at - 1) >> 1);
        at = (at - 1) >> 1;
      }
    },
    pop: () => {
      swap(0, heap.length - 1);
      const top = heap.pop();
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const child = precedes(right, left) ? right : left;
        if (!precedes(child, at)) return top;
        swap(at, child);
        at = child;
      }
    },
  };
}

function compare(x: RatedPair, y: RatedPair): number {
  return y.logit - x.logit || x.a - y.a || x.b - y.b;
}
