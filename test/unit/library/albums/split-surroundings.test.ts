import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSurroundings } from '../../../../src/library/albums/split-surroundings.ts';

type Near = ReadonlyMap<number, readonly number[]>;

/** Seeds 1 to 9, strangers 11 to 29, members of albums 31 to 60. */
const seeds = { min: 1, max: 9 };
const anyPhoto = fc.oneof(fc.integer(seeds), fc.integer({ min: 11, max: 29 }), fc.integer({ min: 31, max: 60 }));
const neighbourhoods = fc
  .tuple(
    fc.dictionary(fc.integer(seeds).map(String), fc.array(anyPhoto, { maxLength: 5 })),
    fc.dictionary(fc.integer({ min: 11, max: 29 }).map(String), fc.array(anyPhoto, { maxLength: 3 })),
  )
  .map((tables): [Near, Near] => {
    const [ofSeeds, ofStrangers] = tables.map(
      (table) => new Map(Object.entries(table).map(([photoId, near]) => [Number(photoId), near])),
    );
    return [ofSeeds ?? new Map(), ofStrangers ?? new Map()];
  });

/** Every seed that a way over neighbours of seeds without an album leads to, found by walking it. */
function walk(from: number, ofSeeds: Near, ofStrangers: Near): ReadonlySet<number> {
  const isFree = (photoId: number): boolean => ofSeeds.has(photoId) || ofStrangers.has(photoId);
  const seen = new Set([from]);
  for (const photoId of seen) {
    for (const [one, near] of ofSeeds) {
      for (const other of near.filter(isFree)) {
        if (one === photoId) seen.add(other);
        if (other === photoId) seen.add(one);
      }
    }
  }
  return new Set([...seen].filter((photoId) => ofSeeds.has(photoId)));
}

describe('parts of the surroundings', () => {
  it('hold each seed once, with all that lies around it and every seed that it may open an album with', () => {
    fc.assert(
      fc.property(neighbourhoods, fc.integer({ min: 1, max: 40 }), ([ofSeeds, ofStrangers], enough) => {
        const parts = splitSurroundings(ofSeeds, ofStrangers, enough);
        expect(parts.flatMap((part) => [...part.seeds]).sort((a, b) => a - b)).toEqual(
          [...ofSeeds.keys()].sort((a, b) => a - b),
        );
        for (const part of parts) {
          const near = new Set([...part.seeds].flatMap((photoId) => [photoId, ...(ofSeeds.get(photoId) ?? [])]));
          expect(part.near).toEqual(near);
          expect(part.fringe).toEqual(new Set([...near].flatMap((photoId) => ofStrangers.get(photoId) ?? [])));
          for (const photoId of part.seeds) {
            for (const other of walk(photoId, ofSeeds, ofStrangers)) expect(part.seeds.has(other)).toBe(true);
          }
        }
      }),
    );
  });

  it('are as many as there are photos for', () => {
    const apart = new Map(Array.from({ length: 100 }, (_, index) => [index, [1000 + index, 2000 + index]]));
    expect(splitSurroundings(apart, new Map(), 30)).toHaveLength(10);
    expect(splitSurroundings(apart, new Map(), 1)).toHaveLength(100);
    // Photos in no album lead between them, but two of them.
    const strangers = new Map([
      [2, [3]],
      [3, [2]],
    ]);
    const led = new Map([
      [1, [2]],
      [4, [3]],
    ]);
    expect(splitSurroundings(led, strangers, 1)).toHaveLength(2);
    expect(splitSurroundings(new Map([...led, [5, [2]]]), strangers, 1)).toHaveLength(2);
    // A chain of neighbours is one part, however long.
    const chain = new Map(Array.from({ length: 100 }, (_, index) => [index, [index + 1]]));
    expect(splitSurroundings(chain, new Map(), 1)).toHaveLength(1);
  });
});
