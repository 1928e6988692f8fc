import { describe, expect, it } from 'vitest';
import { createFactsMatch, makeFacts, makeLandmarkId } from '../../../../src/library/atlases/match-facts.ts';

const towers = [
  { ...makeFacts('eiffel-tower', 'Eiffel Tower'), aliases: ['Tour Eiffel', 'Эйфелева башня'] },
  { ...makeFacts('old-bridge-mostar', 'Old Bridge'), aliases: ['Stari most'] },
  { ...makeFacts('old-bridge-pontypridd', 'Old Bridge'), aliases: [] },
];

describe('createFactsMatch', () => {
  const match = createFactsMatch(towers);

  it.each(['eiffel-tower', 'eiffel_tower', 'EIFFEL  Tower', 'tour éiffel', 'эйфелева башня'])(
    'knows a landmark as %s',
    (label) => {
      expect(match(label, null)).toEqual({ facts: towers[0], isKnown: true });
    },
  );

  it('takes a name that two landmarks have for neither', () => {
    const { facts, isKnown } = match('Old Bridge', null);
    expect(isKnown).toBe(false);
    expect(facts).toMatchObject({ name: 'Old Bridge', latitude: null });
    expect(towers.map(({ id }) => id)).not.toContain(facts.id);
    expect(match('Stari Most', null).facts.id).toBe('old-bridge-mostar');
  });

  it('is not confused by the same landmark coming twice', () => {
    const twice = createFactsMatch([...towers.slice(0, 1), makeFacts('eiffel-tower', 'Eiffel Tower')]);
    expect(twice('Eiffel Tower', null).isKnown).toBe(true);
  });

  it('makes the same landmark of the same label, with the id of its source where there is one', () => {
    expect(match('Grandma\u2019s house', null)).toEqual(match('Grandma\u2019s house', null));
    expect(match('Somewhere', 'gldv2-17').facts).toMatchObject({ id: 'gldv2-17', name: 'Somewhere' });
  });

  it('makes facts that a pack may hold of any label', () => {
    for (const label of [
      '',
      '   ',
      '../../etc',
      '\u0000\u001b[2J',
      '🗼',
      'x'.repeat(5000),
      '東京タワー',
      '-',
      'COM1',
    ]) {
      const { facts } = match(label, null);
      expect(facts.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(facts.name).toMatch(/^\P{Cc}{1,200}$/u);
    }
  });
});

describe('makeLandmarkId', () => {
  it('is readable, and tells two spellings apart', () => {
    expect(makeLandmarkId('Stari most')).toMatch(/^stari-most-[0-9a-f]{8}$/);
    expect(makeLandmarkId('Stari Most')).not.toBe(makeLandmarkId('Stari most'));
    expect(makeLandmarkId('東京')).toMatch(/^landmark-[0-9a-f]{8}$/);
  });
});
