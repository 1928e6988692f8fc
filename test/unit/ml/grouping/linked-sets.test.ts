import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinkedSets } from '../../../../src/ml/grouping/linked-sets.ts';

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 14 })), { maxLength: 40 });

describe('createLinkedSets', () => {
  it('joins what it may and nothing else', () => {
    fc.assert(
      fc.property(pairs, pairs, (joins, forbidden) => {
        const sets = createLinkedSets(15, forbidden.flat());
        // The plain way: a list of sets, each a set of items.
        let plain = Array.from({ length: 15 }, (_, item) => new Set([item]));
        for (const [a, b] of joins) {
          const [x, y] = [plain.find((set) => set.has(a)), plain.find((set) => set.has(b))];
          if (x === undefined || y === undefined) throw new Error('every item is in a set');
          const isForbidden =
            x !== y && forbidden.some(([p, q]) => p !== q && ((x.has(p) && y.has(q)) || (x.has(q) && y.has(p))));
          expect(sets.canJoin(a, b)).toBe(!isForbidden);
          expect(sets.join(a, b)).toBe(!isForbidden);
          if (x !== y && !isForbidden)
            plain = [...plain.filter((set) => set !== x && set !== y), new Set([...x, ...y])];
        }
        for (let a = 0; a < 15; a++) {
          for (let b = 0; b < 15; b++) {
            const isTogether = plain.some((set) => set.has(a) && set.has(b));
            expect(sets.find(a) === sets.find(b)).toBe(isTogether);
          }
        }
      }),
    );
  });
});
