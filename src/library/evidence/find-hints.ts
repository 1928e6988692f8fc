/** @file Names of landmarks in the words around a photo: its folders, its file name, its keywords. Weak hints, never proof. */
import { buildNameKey } from '../../db/name-key.ts';
import type { NameHint } from '../../ml/embedder-messages.ts';

/** The words around a photo. */
export interface PhotoWords {
  /** Names of the folders that it lies in, the outermost first. */
  readonly folders: readonly string[];
  /** Without folders. */
  readonly fileName: string;
  readonly keywords: readonly string[];
}

/** Landmark id of a name; null when nobody knows it, or several landmarks have it. */
export type FindLandmarkId = (name: string) => string | null;

/** Outer folders say where a library lies, not what it shows. */
const maxFolders = 4;
const maxWords = 16;
/** Longest name looked for, in words: "Basilica of the National Shrine of ..." is found by an alias. */
const maxNameWords = 6;
/** Shorter names are words of every language. */
const leastNameLength = 5;
const maxHints = 6;

/** One hint a landmark and source, those of the nearest folder first. */
export function findHints({ folders, fileName, keywords }: PhotoWords, findLandmarkId: FindLandmarkId): NameHint[] {
  const texts: Pick<NameHint, 'source' | 'text'>[] = [
    ...folders
      .slice(-maxFolders)
      .reverse()
      .map((text) => ({ source: 'folder' as const, text })),
    { source: 'file-name', text: fileName.replace(/\.[^.]{1,5}$/, '') },
    ...keywords.map((text) => ({ source: 'keyword' as const, text })),
  ];
  const hints = new Map<string, NameHint>();
  for (const { source, text } of texts) {
    for (const { landmarkId, name } of findNames(text, findLandmarkId)) {
      const key = `${source} ${landmarkId}`;
      if (!hints.has(key)) hints.set(key, { landmarkId, source, text: name });
    }
  }
  return [...hints.values()].slice(0, maxHints);
}

interface FoundName {
  readonly landmarkId: string;
  readonly name: string;
}

/** Landmarks named in `text`; of names within each other ("Eiffel Tower Museum", "Eiffel Tower") the longest. */
function findNames(text: string, findLandmarkId: FindLandmarkId): FoundName[] {
  // "EiffelTower_2019-06-01" is two words and a date.
  const words = text
    .slice(0, 300)
    .replaceAll(/(\p{Lowercase})(\p{Uppercase})/gu, '$1 $2')
    .split(/[^\p{Letter}\p{Mark}'’]+/u)
    .filter((word) => word !== '')
    .slice(0, maxWords);
  const found: FoundName[] = [];
  for (let start = 0; start < words.length; start += 1) {
    for (let end = Math.min(words.length, start + maxNameWords); end > start; end -= 1) {
      const name = words.slice(start, end).join(' ');
      const landmarkId = buildNameKey(name).length < leastNameLength ? null : findLandmarkId(name);
      if (landmarkId === null) continue;
      found.push({ landmarkId, name });
      start = end - 1;
      break;
    }
  }
  return found;
}
