/** @file The figures of one mode, from what `cairn albums` and `cairn identify` print. */
import { z } from 'zod';
import { evaluateAlbums, type AlbumFigures } from '../../../src/ml/metrics/evaluate-albums.ts';
import { prepareGap, type Guess } from '../../../src/ml/metrics/gap.ts';

const photoSchema = z.object({ path: z.string() });
/** The part of `cairn albums --json` that is judged. */
export const albumsSchema = z.array(
  z.object({ id: z.number(), name: z.string(), landmarkId: z.string().nullable(), photos: z.array(photoSchema) }),
);
/** The part of `cairn identify --json` that is judged. */
export const identificationsSchema = z.array(
  z.object({
    path: z.string(),
    failure: z.string().nullable(),
    candidates: z.array(z.object({ name: z.string(), confidence: z.number() })),
  }),
);

export interface JudgedPhoto {
  /** Absolute, of the copy. */
  readonly path: string;
  readonly landmark: string | null;
}

export interface ModeFigures extends AlbumFigures {
  readonly photos: number;
  readonly landmarkPhotos: number;
  readonly landmarks: number;
  readonly albums: number;
  /** Share of the members of albums with a name, non-landmarks too, that show what the name says; null: nothing was named. */
  readonly nameAccuracy: number | null;
  readonly named: number;
  /** Of the photos of landmarks that the atlas knows, those in an album of that name; null: it knows none. */
  readonly namedOfKnown: number | null;
  /** Of `identify`; null: the atlas knows none. */
  readonly gap: number | null;
}

export interface JudgeParams {
  readonly photos: readonly JudgedPhoto[];
  readonly albums: z.output<typeof albumsSchema>;
  /** Null: not asked. */
  readonly identifications: z.output<typeof identificationsSchema> | null;
  /** Landmarks that the atlas knows. */
  readonly known: ReadonlySet<string>;
  /** The label that an album's or candidate's name means; null: another landmark, or no name. */
  readonly readName: (name: string) => string | null;
  /** Whether an album has a name of a landmark, not a provisional one. */
  readonly isNamed: (album: { readonly name: string; readonly landmarkId: string | null }) => boolean;
}

/** All figures. Landmarks with one photo are no landmarks here: nothing can be found for them. */
export function judgeMode({ photos, albums, identifications, known, readName, isNamed }: JudgeParams): ModeFigures {
  const sizes = new Map<string, number>();
  for (const { landmark } of photos) if (landmark !== null) sizes.set(landmark, (sizes.get(landmark) ?? 0) + 1);
  const judged = photos.filter(({ landmark }) => landmark === null || (sizes.get(landmark) ?? 0) >= 2);
  const labelOf = new Map(judged.map(({ path, landmark }) => [path, landmark]));
  const albumOf = new Map<string, number>();
  let [named, namedRightly, knownPhotos, knownNamed] = [0, 0, 0, 0];
  const inNamed = new Map<string, string | null>();
  for (const album of albums) {
    for (const { path } of album.photos) {
      const label = labelOf.get(path);
      if (label === undefined) continue;
      if (!albumOf.has(path)) albumOf.set(path, album.id);
      if (!isNamed(album)) continue;
      const said = readName(album.name);
      inNamed.set(path, said);
      named += 1;
      if (said !== null && said === label) namedRightly += 1;
    }
  }
  for (const { path, landmark } of judged) {
    if (landmark === null || !known.has(landmark)) continue;
    knownPhotos += 1;
    if (inNamed.get(path) === landmark) knownNamed += 1;
  }
  const figures = evaluateAlbums({
    labels: judged.map(({ landmark }) => landmark),
    albums: judged.map(({ path }) => albumOf.get(path) ?? null),
  });
  return {
    ...figures,
    photos: judged.length,
    landmarkPhotos: judged.filter(({ landmark }) => landmark !== null).length,
    landmarks: [...sizes.values()].filter((size) => size >= 2).length,
    albums: new Set(albumOf.values()).size,
    nameAccuracy: named === 0 ? null : namedRightly / named,
    named,
    namedOfKnown: knownPhotos === 0 ? null : knownNamed / knownPhotos,
    gap: identifications === null || known.size === 0 ? null : measureGap(judged, identifications, known, readName),
  };
}

/** GAP over all photos: a landmark that the atlas does not know, and none at all, are to be left unnamed. */
function measureGap(
  judged: readonly JudgedPhoto[],
  identifications: z.output<typeof identificationsSchema>,
  known: ReadonlySet<string>,
  readName: (name: string) => string | null,
): number {
  const rowOf = new Map(judged.map(({ path }, row) => [path, row]));
  const guesses: Guess[] = [];
  for (const { path, candidates } of identifications) {
    const row = rowOf.get(path);
    const [best] = candidates;
    if (row === undefined || best === undefined) continue;
    const label = readName(best.name);
    guesses.push({ row, confidence: best.confidence, isRight: label !== null && label === judged[row]?.landmark });
  }
  const isAnswerable = judged.map(({ landmark }) => landmark !== null && known.has(landmark));
  return prepareGap(guesses, isAnswerable)(judged.map(() => 1));
}
