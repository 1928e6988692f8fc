/** @file Finds the known landmark that a label means, and makes the facts of one that nobody knows. */
import { createHash } from 'node:crypto';
import { buildNameKey } from '../../db/name-key.ts';
import { landmarkFactsSchema, landmarkIdSchema, type LandmarkFacts } from '../../ml/recognition/atlas.ts';

/** Facts for a label of a source. */
export type MatchFacts = (
  label: string,
  id: string | null,
) => { readonly facts: LandmarkFacts; readonly isKnown: boolean };

/**
 * Makes the match over known facts: a label is an id, a name or an alias of theirs, in any language. A name that two landmarks have means neither.
 * Other labels become landmarks of their own, the same label the same landmark.
 */
export function createFactsMatch(known: readonly LandmarkFacts[]): MatchFacts {
  const byName = new Map<string, LandmarkFacts | null>();
  for (const facts of known) {
    const names = new Set(
      [facts.id, facts.name, ...facts.aliases, ...Object.values(facts.names)]
        .map(buildNameKey)
        .filter((name) => name !== ''),
    );
    for (const name of names) {
      const other = byName.get(name);
      if (other === undefined) byName.set(name, facts);
      else if (other?.id !== facts.id) byName.set(name, null);
    }
  }
  return (label, id) => {
    const found = byName.get(buildNameKey(label)) ?? null;
    if (found !== null) return { facts: found, isKnown: true };
    return { facts: makeFacts(id ?? makeLandmarkId(label), label), isKnown: false };
  };
}

/** Facts of a landmark of which only the name is known. */
export function makeFacts(id: string, name: string): LandmarkFacts {
  const shown = name
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 200);
  return landmarkFactsSchema.parse({
    id,
    name: shown === '' ? 'Landmark' : shown,
    aliases: [],
    country: null,
    latitude: null,
    longitude: null,
    reachMeters: unknownReachMeters,
  });
}

/** Of a building, where nothing else is known. */
const unknownReachMeters = 500;
const idDigits = 8;
const longestSlug = 60;

/** An id from a name: readable where the name is in Latin letters, and with digits that tell two spellings apart. */
export function makeLandmarkId(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replaceAll(/^-+|-+$/g, '');
  const digits = createHash('sha256').update(name).digest('hex').slice(0, idDigits);
  return landmarkIdSchema.parse(slug === '' ? `landmark-${digits}` : `${slug}-${digits}`);
}
