/** @file Why indexing waits: several reasons may hold at once, and it goes on when the last one is gone. */
import type { IndexingProgress } from '../../api/views.ts';

/** `change`: for the moment in which the embedder is exchanged. */
export type HoldReason = 'person' | 'disk' | 'battery' | 'change';

/** States of progress that say that there is work which waits. */
export type HeldState = Extract<IndexingProgress['state'], 'paused' | 'disk-full' | 'on-battery'>;

export interface Holds {
  readonly hold: (reason: HoldReason) => void;
  readonly release: (reason: HoldReason) => void;
  readonly isHeld: () => boolean;
  /** The state of the reason that a person has to know first; null for none, and for a change alone. */
  readonly getState: () => HeldState | null;
}

/** First the person's own word, then what needs a person, then what passes by itself. */
const states: readonly (readonly [HoldReason, HeldState])[] = [
  ['person', 'paused'],
  ['disk', 'disk-full'],
  ['battery', 'on-battery'],
];

/** Nothing is held at first. */
export function createHolds(): Holds {
  const reasons = new Set<HoldReason>();
  return {
    hold: (reason) => void reasons.add(reason),
    release: (reason) => void reasons.delete(reason),
    isHeld: () => reasons.size > 0,
    getState: () => states.find(([reason]) => reasons.has(reason))?.[1] ?? null,
  };
}
