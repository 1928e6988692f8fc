/** @file Why a photo is recognised as it is, in words: every kind of evidence, in both languages. */
import { describe, expect, test } from 'vitest';
import type { EvidenceView } from '../../../../src/api/views.ts';
import { weighEvidence } from '../../../../renderer/state/viewer/weigh-words.ts';
import { en } from '../../../../renderer/strings/en/index.ts';
import { zh } from '../../../../renderer/strings/zh/index.ts';

/** One of each kind: a kind without a line here does not compile. */
const pieces: Readonly<Record<EvidenceView['kind'], EvidenceView>> = {
  look: { kind: 'look', logOdds: 2 },
  gps: { kind: 'gps', logOdds: 2, distanceMeters: 350 },
  estimate: { kind: 'estimate', logOdds: 1, distanceMeters: 2350 },
  walk: { kind: 'walk', logOdds: 1, minutes: 3 },
  folder: { kind: 'folder', logOdds: 0.5, words: 'Aqueduct' },
  'file-name': { kind: 'file-name', logOdds: 1, words: 'Aqueduct' },
  keyword: { kind: 'keyword', logOdds: -0.5, words: 'Aqueduct' },
};
const ruledOut: EvidenceView = { kind: 'gps', logOdds: null, distanceMeters: 9_120_000 };

describe.each([
  ['English', en],
  ['Chinese', zh],
])('evidence in %s', (_, words) => {
  test('has words of its own for every kind', () => {
    const said = [...Object.values(pieces), ruledOut].map((piece) => words.viewer.why.evidence(piece));
    expect(new Set(said).size).toBe(said.length);
    for (const text of said) expect(text).not.toMatch(/undefined|NaN/u);
    expect(words.viewer.why.evidence(pieces.folder)).toContain('Aqueduct');
    expect(words.viewer.why.evidence(pieces.walk)).toContain('3');
    expect(words.viewer.why.evidence(pieces.gps)).toMatch(/350/u);
    expect(words.viewer.why.evidence(pieces.estimate)).toMatch(/2\.4/u);
  });
});

test('the words of evidence are as the English of the window has them', () => {
  expect(en.viewer.why.evidence(pieces.walk)).toBe('A photo taken 3 minutes before or after shows it');
  expect(en.viewer.why.evidence(ruledOut)).toMatch(/too far to see it$/u);
});

test('the weight of evidence has a side, a word and a length', () => {
  expect(weighEvidence(null)).toEqual({ side: 'out' });
  expect(weighEvidence(2.5)).toEqual({ side: 'for', strength: 'much', share: 0.625 });
  expect(weighEvidence(-0.5)).toEqual({ side: 'against', strength: 'little', share: 0.125 });
  expect(weighEvidence(99)).toMatchObject({ share: 1 });
});
