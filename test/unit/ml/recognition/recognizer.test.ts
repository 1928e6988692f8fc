import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecognizer, isSure, recognitionThresholds } from '../../../../src/ml/recognition/recognizer.ts';
import { expandRows, quantizeRows } from '../../../../src/ml/recognition/quantized-vectors.ts';
import { landmarkness } from '../grouping/mixture.ts';
import { createFacts, createSyntheticAtlas, joinVectors, toQuery } from './synthetic-atlas.ts';

const { atlas, queries, strangers } = await createSyntheticAtlas(1);

describe('createRecognizer', () => {
  it('refuses references that do not fit together, and goes on with those before', async () => {
    const { recognize, setPersonalReferences } = createRecognizer({ atlases: [atlas], landmarkness });
    const own = queries.slice(0, 3);
    const [stranger] = strangers;
    if (stranger === undefined) throw new Error('the mixture has strangers');
    const fitting = {
      landmarkIds: ['album:1', 'album:1', 'album:1'],
      photoIds: Int32Array.of(1, 2, 3),
      vectors: joinVectors([stranger, stranger, stranger]),
    };
    await setPersonalReferences(fitting);
    const misfits = [
      { ...fitting, landmarkIds: 'a'.repeat(3) as unknown as string[] },
      { ...fitting, landmarkIds: ['album:1'] },
      { ...fitting, photoIds: Int32Array.of(1) },
      { ...fitting, vectors: joinVectors(own).subarray(1) },
    ];
    for (const misfit of misfits) await expect(setPersonalReferences(misfit)).rejects.toThrow(RangeError);
    expect((await recognize([toQuery(stranger)]))[0]?.candidates[0]?.landmarkId).toBe('album:1');
  });

  it('names what the atlas knows and nothing else', async () => {
    const { recognize } = createRecognizer({ atlases: [atlas], landmarkness });
    const named = await recognize(queries.map((sample) => toQuery(sample)));
    expect(named.map((recognition) => recognition.landmarkId)).toEqual(queries.map((sample) => sample.label));
    for (const { landmarkId, confidence, candidates } of named) {
      expect(confidence).toBeGreaterThanOrEqual(recognitionThresholds.confidence);
      expect(candidates[0]).toMatchObject({ landmarkId, confidence });
      expect(candidates.length).toBeLessThanOrEqual(5);
    }
    for (const recognition of await recognize(strangers.map((sample) => toQuery(sample)))) {
      expect(recognition).toMatchObject({ landmarkId: null, confidence: 0 });
    }
  });

  it('never names a landmark whose reach the photo was taken beyond', async () => {
    const { recognize } = createRecognizer({ atlases: [atlas], landmarkness });
    const latitude = fc.double({ min: -90, max: 90, noNaN: true });
    const longitude = fc.double({ min: -180, max: 180, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...queries), latitude, longitude, async (sample, lat, lng) => {
        const n = Number(sample.label?.slice(-1));
        // More than 0.1 degrees off in latitude is more than 11 km: beyond the reach of 1 km.
        fc.pre(Math.abs(lat - n) > 0.1);
        const [recognition] = await recognize([toQuery(sample, { latitude: lat, longitude: lng })]);
        expect(recognition?.landmarkId).not.toBe(sample.label);
        expect(recognition?.candidates.map((candidate) => candidate.landmarkId)).not.toContain(sample.label);
      }),
    );
  });

  it('is surer of a landmark within whose reach the photo was taken', async () => {
    const { recognize } = createRecognizer({ atlases: [atlas], landmarkness });
    for (const sample of queries) {
      const n = Number(sample.label?.slice(-1));
      const [without] = await recognize([toQuery(sample)]);
      const [within] = await recognize([toQuery(sample, { latitude: n, longitude: 10 * n + 0.005 })]);
      expect(within?.landmarkId).toBe(sample.label);
      expect(within?.confidence).toBeGreaterThan(without?.confidence ?? 1);
    }
  });

  it('asks more of a landmark that few references speak for', async () => {
    const joined = expandRows(atlas.references, [...atlas.landmarkOf.keys()]);
    const first = (atlas.landmarkOf.length - 8) * atlas.dims;
    // Only two references of the last landmark are left.
    const thin = {
      ...atlas,
      references: quantizeRows(joined.subarray(0, first + 2 * atlas.dims), atlas.dims),
      landmarkOf: atlas.landmarkOf.subarray(0, -6),
      photosOf: Int32Array.of(8, 8, 8, 2),
      penalties: atlas.penalties.subarray(0, -6),
    };
    const { recognize } = createRecognizer({ atlases: [thin], landmarkness });
    for (const recognition of await recognize(queries.slice(18).map((sample) => toQuery(sample)))) {
      const { landmarkId, confidence = 0 } = recognition.candidates[0] ?? {};
      expect(landmarkId).toBe('landmark-3');
      expect(recognition.landmarkId).toBe(confidence >= recognitionThresholds.confidenceOfThin ? 'landmark-3' : null);
    }
    expect(isSure(0.92, false)).toBe(true);
    expect(isSure(0.92, true)).toBe(false);
  });

  it('gives no name to a photo that shows no landmark, even to a copy of a reference', async () => {
    const { recognize } = createRecognizer({ atlases: [atlas], landmarkness: { ...landmarkness, bias: -30 } });
    const [recognition] = await recognize(queries.slice(0, 1).map((sample) => toQuery(sample)));
    expect(recognition?.landmarkId).toBeNull();
    expect(recognition?.landmarkness).toBeLessThan(0.01);
  });

  it("learns from the person's own photos, and leaves out the photo's own copy", async () => {
    const { recognize, setPersonalReferences } = createRecognizer({ atlases: [atlas], landmarkness });
    const own = strangers.filter((sample) => sample.label === 'landmark-4');
    const taught = own.slice(0, 6);
    await setPersonalReferences({
      landmarkIds: taught.map(() => 'album:17'),
      photoIds: Int32Array.from(taught, (sample) => sample.photo.photoId),
      vectors: joinVectors(taught),
    });
    for (const recognition of await recognize(own.slice(6).map((sample) => toQuery(sample)))) {
      expect(recognition.landmarkId).toBe('album:17');
    }
    // The atlas's own landmarks are still there.
    expect((await recognize(queries.map((sample) => toQuery(sample)))).map((r) => r.landmarkId)).toEqual(
      queries.map((sample) => sample.label),
    );
    await setPersonalReferences({
      landmarkIds: ['album:17'],
      photoIds: Int32Array.of(own[0]?.photo.photoId ?? 0),
      vectors: joinVectors(own.slice(0, 1)),
    });
    const [itself] = await recognize(own.slice(0, 1).map((s) => toQuery(s, { photoId: s.photo.photoId })));
    expect(itself?.candidates.map((candidate) => candidate.landmarkId)).not.toContain('album:17');
    await setPersonalReferences({ landmarkIds: [], photoIds: new Int32Array(), vectors: new Float32Array() });
    expect((await recognize(own.map((sample) => toQuery(sample)))).every((r) => r.landmarkId === null)).toBe(true);
  });

  it('adds personal references of a landmark to those of the atlas', async () => {
    const { recognize, setPersonalReferences } = createRecognizer({ atlases: [atlas], landmarkness });
    const photo = queries.slice(0, 1).map((sample) => toQuery(sample));
    const before = (await recognize(photo))[0]?.candidates[0]?.score ?? 0;
    const taught = queries.slice(1, 6);
    await setPersonalReferences({
      landmarkIds: taught.map(() => 'landmark-0'),
      photoIds: Int32Array.from(taught, (sample) => sample.photo.photoId),
      vectors: joinVectors(taught),
    });
    const [after] = await recognize(photo);
    expect(after?.landmarkId).toBe('landmark-0');
    expect(after?.candidates[0]?.score).toBeGreaterThanOrEqual(before);
    expect(after?.candidates.filter((candidate) => candidate.landmarkId === 'landmark-0')).toHaveLength(1);
  });

  it('works without an atlas', async () => {
    const { recognize, setPersonalReferences } = createRecognizer({ atlases: [], landmarkness });
    expect((await recognize(queries.slice(0, 1).map((s) => toQuery(s))))[0]).toMatchObject({
      landmarkId: null,
      candidates: [],
    });
    const taught = queries.slice(0, 5);
    await setPersonalReferences({
      landmarkIds: taught.map(() => 'album:1'),
      photoIds: Int32Array.from(taught, (sample) => sample.photo.photoId),
      vectors: joinVectors(taught),
    });
    expect((await recognize(queries.slice(5, 6).map((s) => toQuery(s))))[0]?.landmarkId).toBe('album:1');
    expect((await recognize(strangers.map((s) => toQuery(s)))).every((r) => r.landmarkId === null)).toBe(true);
  });

  it('does not let the order of photos or of personal references matter', async () => {
    const { recognize, setPersonalReferences } = createRecognizer({ atlases: [atlas], landmarkness });
    const expected = await recognize(queries.map((sample) => toQuery(sample)));
    expect((await recognize([...queries].reverse().map((sample) => toQuery(sample)))).reverse()).toEqual(expected);
    const teach = (samples: typeof queries): Promise<readonly number[]> =>
      setPersonalReferences({
        landmarkIds: samples.map((sample) => sample.label ?? ''),
        photoIds: Int32Array.from(samples, (sample) => sample.photo.photoId),
        vectors: joinVectors(samples),
      });
    await teach(queries.slice(0, 12));
    const taught = await recognize(queries.map((sample) => toQuery(sample)));
    await teach(queries.slice(0, 12).reverse());
    expect(await recognize(queries.map((sample) => toQuery(sample)))).toEqual(taught);
  });

  it('shares the probability of twins, and names neither', async () => {
    const joined = expandRows(atlas.references, [...atlas.landmarkOf.keys()]);
    const first = joined.slice(0, 8 * atlas.dims);
    // A replica: the same references under another name.
    const twins = {
      ...atlas,
      landmarks: [...atlas.landmarks, createFacts(9)],
      references: quantizeRows(Float32Array.of(...joined, ...first), atlas.dims),
      landmarkOf: Int32Array.of(...atlas.landmarkOf, ...atlas.landmarkOf.slice(0, 8).fill(4)),
      photosOf: Int32Array.of(8, 8, 8, 8, 8),
      penalties: Float32Array.of(...atlas.penalties, ...atlas.penalties.slice(0, 8)),
    };
    const { recognize } = createRecognizer({ atlases: [twins], landmarkness });
    const [photo] = queries.slice(0, 1).map((sample) => toQuery(sample));
    if (photo === undefined) throw new Error('there is a query');
    const [either] = await recognize([photo]);
    expect(either).toMatchObject({
      landmarkId: null,
      twins: expect.arrayContaining(['landmark-0', 'landmark-9']) as unknown,
    });
    expect((either?.none ?? 1) + 2 * (either?.candidates[0]?.confidence ?? 0)).toBeCloseTo(1, 2);
    // The place tells them apart: landmark-9 is out of reach.
    const [placed] = await recognize([{ ...photo, latitude: 0, longitude: 0.005 }]);
    expect(placed).toMatchObject({ landmarkId: 'landmark-0', twins: [] });
  });

  it('gives probabilities that add up to one with "none" at most', async () => {
    const { recognize } = createRecognizer({ atlases: [atlas], landmarkness });
    for (const { none, candidates } of await recognize([...queries, ...strangers].map((sample) => toQuery(sample)))) {
      const sum = candidates.reduce((total, { confidence }) => total + confidence, none);
      expect(sum).toBeLessThanOrEqual(1 + 1e-9);
      expect(sum).toBeGreaterThan(0.9);
    }
  });

  it('lets no words name a photo that does not look like the landmark', async () => {
    const { recognize } = createRecognizer({ atlases: [atlas], landmarkness });
    const hints = (['keyword', 'folder', 'file-name'] as const).map((source) => ({
      landmarkId: 'landmark-0',
      source,
      text: 'Landmark 0',
    }));
    for (const recognition of await recognize(strangers.map((sample) => toQuery(sample, { hints })))) {
      expect(recognition.landmarkId).toBeNull();
    }
  });

  it('says why: references, their cosines, and what each piece of evidence weighs', async () => {
    const { explain, recognize, setPersonalReferences } = createRecognizer({ atlases: [atlas], landmarkness });
    const taught = queries.slice(1, 6);
    await setPersonalReferences({
      landmarkIds: taught.map(() => 'landmark-0'),
      photoIds: Int32Array.from(taught, (sample) => sample.photo.photoId),
      vectors: joinVectors(taught),
    });
    const [sample] = queries;
    if (sample === undefined) throw new Error('there is a query');
    const photo = toQuery(sample, { latitude: 0, longitude: 0.005 });
    const { recognition, landmarks } = await explain(photo);
    expect([recognition]).toEqual(await recognize([photo]));
    const [best] = landmarks;
    expect(best?.landmarkId).toBe('landmark-0');
    expect(best?.evidence.map(({ kind }) => kind)).toEqual(['look', 'gps']);
    const cosines = best?.references.map(({ cosine }) => cosine) ?? [];
    expect(cosines).toHaveLength(3);
    expect(cosines).toEqual([...cosines].sort((a, b) => b - a));
    const ids = taught.map((one) => one.photo.photoId);
    expect(best?.references.every(({ photoId }) => photoId === null || ids.includes(photoId))).toBe(true);
  });

  it('sets a reference aside that disagrees with the others of its landmark, and does not learn from it', async () => {
    const { recognize, setPersonalReferences } = createRecognizer({ atlases: [atlas], landmarkness });
    const own = strangers.filter((sample) => sample.label === 'landmark-4').slice(0, 5);
    const [wrong] = queries;
    if (wrong === undefined) throw new Error('there is a query');
    const taught = [...own, wrong];
    const setAside = await setPersonalReferences({
      landmarkIds: taught.map(() => 'album:17'),
      photoIds: Int32Array.from(taught, (sample) => sample.photo.photoId),
      vectors: joinVectors(taught),
    });
    expect(setAside).toEqual([wrong.photo.photoId]);
    const relatives = queries.filter((sample) => sample.label === wrong.label).map((sample) => toQuery(sample));
    expect((await recognize(relatives)).every(({ landmarkId }) => landmarkId === wrong.label)).toBe(true);
  });
});
