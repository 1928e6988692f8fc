/** @file The landmark that a person means by a name. */
import type { Catalog } from '../../db/catalog.ts';
import type { LandmarkRow } from '../../db/landmarks.ts';

/** The one landmark with this name or alias, case, accents and punctuation aside; null when there is none or several. */
export function findLandmarkByName(catalog: Catalog, text: string): LandmarkRow | null {
  const wanted = foldName(text);
  if (wanted === '') return null;
  const found = catalog.landmarks
    .list()
    .filter(({ name, aliases }) => [name, ...aliases].some((each) => foldName(each) === wanted));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** A name for comparing: lower case, without accents, spaces and punctuation. Works in any script. */
export function foldName(name: string): string {
  return (
    name
      .normalize('NFKD')
      // Accents alone: the vowel signs of Indian scripts are marks, too.
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\p{Mark}]+/gu, '')
  );
}
