/** @file How strongly a piece of evidence speaks, as a word and as the length of a bar. */

/** Log-odds at which a bar has its full length: about 50 to 1. */
const fullLogOdds = 4;

/** `side` and `strength` name the word; `share` in [0, 1] is the length of the bar. */
export type EvidenceWeight =
  | { readonly side: 'out' }
  | { readonly side: 'for' | 'against'; readonly strength: 'little' | 'some' | 'much'; readonly share: number };

/** @param logOdds null: it rules the landmark out */
export function weighEvidence(logOdds: number | null): EvidenceWeight {
  if (logOdds === null) return { side: 'out' };
  const size = Math.abs(logOdds);
  return {
    side: logOdds < 0 ? 'against' : 'for',
    strength: size < 0.7 ? 'little' : size < 2 ? 'some' : 'much',
    share: Math.min(1, size / fullLogOdds),
  };
}
