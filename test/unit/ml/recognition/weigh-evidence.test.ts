import { describe, expect, it } from 'vitest';
import type { NameHint, RecognizePhoto, WalkNeighbour } from '../../../../src/ml/embedder-messages.ts';
import { weighEvidence } from '../../../../src/ml/recognition/weigh-evidence.ts';

const unknown = { latitude: null, longitude: null, reachMeters: 500 };
const bare: RecognizePhoto = { vector: Float32Array.of(1), latitude: null, longitude: null, photoId: null };
const sumOf = (photo: Partial<RecognizePhoto>): number =>
  weighEvidence({ ...bare, ...photo }, 'tower', unknown).reduce((sum, { logOdds }) => sum + (logOdds ?? -Infinity), 0);
const hint = (source: NameHint['source'], landmarkId = 'tower'): NameHint => ({ source, landmarkId, text: source });
const neighbour = (minutes: number, changes: Partial<WalkNeighbour> = {}): WalkNeighbour => ({
  landmarkId: 'tower',
  minutes,
  isConfirmed: true,
  confidence: 1,
  ...changes,
});

describe('weighEvidence', () => {
  it('finds nothing where nothing is known, and nothing about other landmarks', () => {
    expect(weighEvidence(bare, 'tower', unknown)).toEqual([]);
    expect(sumOf({ hints: [hint('folder', 'bridge')], walk: [neighbour(1, { landmarkId: 'bridge' })] })).toBe(0);
  });

  it('trusts a keyword more than a file name, and that more than a folder', () => {
    const weights = (['folder', 'file-name', 'keyword'] as const).map((source) => sumOf({ hints: [hint(source)] }));
    expect(weights[0]).toBeGreaterThan(0);
    expect(weights[1]).toBeGreaterThan(weights[0] ?? 0);
    expect(weights[2]).toBeGreaterThan(weights[1] ?? 0);
  });

  it('counts a name once a source, and bounds all words together', () => {
    expect(sumOf({ hints: [hint('folder'), hint('folder')] })).toBe(sumOf({ hints: [hint('folder')] }));
    const all = sumOf({ hints: [hint('keyword'), hint('file-name'), hint('folder')] });
    // Odds of one in ten by the look stay below even.
    expect(all).toBeLessThan(Math.log(9));
  });

  it('trusts a walk less the longer it took, and what was only recognised less than a word', () => {
    expect(sumOf({ walk: [neighbour(1)] })).toBeGreaterThan(sumOf({ walk: [neighbour(10)] }));
    const recognized = { isConfirmed: false, confidence: 0.9 };
    expect(sumOf({ walk: [neighbour(1)] })).toBeGreaterThan(sumOf({ walk: [neighbour(1, recognized)] }));
  });

  it('does not add the photos of a burst up', () => {
    const burst = Array.from({ length: 6 }, () => neighbour(1));
    expect(sumOf({ walk: burst })).toBe(sumOf({ walk: [neighbour(1)] }));
    expect(weighEvidence({ ...bare, walk: [neighbour(9), neighbour(2)] }, 'tower', unknown)).toMatchObject([
      { kind: 'walk', minutes: 2 },
    ]);
  });
});
