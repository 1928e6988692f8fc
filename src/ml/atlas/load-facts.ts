/** @file The facts of all landmarks that we wrote down ourselves, from general knowledge: `landmarks.json`. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { landmarkFactsSchema, type LandmarkFacts } from '../recognition/atlas.ts';

const factsUrl = new URL('landmarks.json', import.meta.url);

/** Reads and checks `landmarks.json`. Throws a ZodError when a row is broken. */
export async function loadLandmarkFacts(): Promise<readonly LandmarkFacts[]> {
  return z.array(landmarkFactsSchema).parse(JSON.parse(await readFile(factsUrl, 'utf8')));
}
