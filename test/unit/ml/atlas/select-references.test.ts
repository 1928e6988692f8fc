import { describe, expect, it } from 'vitest';
import { findCleanPhotos, selectDiverse } from '../../../../src/ml/atlas/select-references.ts';
import { createMixture, dims } from '../grouping/mixture.ts';
import { joinVectors } from '../recognition/synthetic-atlas.ts';

describe('findCleanPhotos', () => {
  it('drops photos with a wrong label and keeps the others', () => {
    const mixture = createMixture({ seed: 4, landmarks: 4, photosEach: 12, strangers: 20 });
    const labels = mixture.map((sample) => sample.label);
    // One photo of landmark 1 and two strangers are taken for landmark 0.
    for (const wrong of [14, 50, 60]) labels[wrong] = 'landmark-0';
    const clean = findCleanPhotos({ vectors: joinVectors(mixture), dims, labels });
    expect(clean.filter(Boolean).length).toBeGreaterThan(42);
    for (const wrong of [14, 50, 60]) expect(clean[wrong]).toBe(false);
    for (const [photo, label] of labels.entries()) if (label === null) expect(clean[photo]).toBe(false);
  });
});

describe('selectDiverse', () => {
  const angles = [0, 1, 2, 3, 40, 41, 80, 81];
  const vectors = Float32Array.from(
    angles.flatMap((a) => [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)]),
  );

  it('covers all looks with few photos', () => {
    const chosen = selectDiverse({ vectors, dims: 2 }, [...angles.keys()], 3).map((photo) => angles[photo] ?? 0);
    expect(chosen.map((angle) => Math.round(angle / 40))).toEqual([0, 1, 2]);
  });

  it('keeps all when they are few, and never takes one twice', () => {
    expect(selectDiverse({ vectors, dims: 2 }, [5, 2], 3)).toEqual([2, 5]);
    const many = Float32Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 1 : 0));
    expect(new Set(selectDiverse({ vectors: many, dims: 2 }, [...Array(10).keys()], 6)).size).toBe(6);
  });
});
