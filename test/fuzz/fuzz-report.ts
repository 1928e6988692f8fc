/** @file What a run of the fuzzer found. */

export interface FuzzOptions {
  /** Cases to try. */
  readonly count: number;
  readonly seed: number;
  /** Number of the first case: `count: 1` makes one case of a longer run again. */
  readonly firstCase?: number | undefined;
  /** Hears now and then how far it is. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

export interface FuzzReport {
  readonly tried: number;
  /** How many cases ended how. */
  readonly endings: Readonly<Record<string, number>>;
  /** What must not be, each with the number of its case; none is what a test wants. */
  readonly faults: readonly string[];
  /** Figures of the run, such as the slowest case. */
  readonly figures: Readonly<Record<string, number | string>>;
}

/** Something from outside that is attacked. */
export interface FuzzTarget {
  readonly name: string;
  /** Cases of `npm run fuzz` when nothing else is said. */
  readonly wholeCount: number;
  readonly run: (options: FuzzOptions) => Promise<FuzzReport>;
}

export interface FuzzTally {
  readonly note: (ending: string) => void;
  readonly accuse: (caseNumber: number, fault: string) => void;
  readonly finish: (tried: number, figures?: FuzzReport['figures']) => FuzzReport;
}

/** More are not worth reading. */
const keptFaults = 50;

/** Counts endings and keeps faults. */
export function createTally(seed: number): FuzzTally {
  const endings: Record<string, number> = {};
  const faults: string[] = [];
  return {
    note: (ending) => {
      endings[ending] = (endings[ending] ?? 0) + 1;
    },
    accuse: (caseNumber, fault) => {
      if (faults.length < keptFaults) faults.push(`seed ${seed}, case ${caseNumber}: ${fault.slice(0, 500)}`);
    },
    finish: (tried, figures = {}) => ({ tried, endings, faults, figures }),
  };
}
