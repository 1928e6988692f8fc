/** @file How right the albums of a catalog are, against photos labelled one by one. */
import { evaluateAlbums, type AlbumFigures } from '../../src/ml/metrics/evaluate-albums.ts';

/** The part of `cairn albums --json` that is judged. */
export interface JudgedAlbum {
  readonly id: number;
  readonly kind: 'landmark' | 'group';
  readonly landmarkId: string | null;
  readonly photos: readonly { readonly path: string; readonly copies?: readonly string[] | undefined }[];
}

export interface LabelledPhoto {
  /** Absolute. */
  readonly path: string;
  /** Null: not a landmark. */
  readonly landmark: string | null;
}

export interface JudgedAlbums extends AlbumFigures {
  readonly landmarkPhotos: number;
  readonly otherPhotos: number;
  /** Share of landmark photos in an album of their landmark: of its name, or a group that mostly shows it. */
  readonly inRightAlbum: number;
  /** Share of landmark photos in an album of something else. */
  readonly inWrongAlbum: number;
  /** Share of landmark photos in no album. */
  readonly inNoAlbum: number;
  /** Of the labelled photos in albums of known landmarks, the share that shows that landmark; 1 when there are none. */
  readonly namePrecision: number;
  /** Share of non-landmarks in any album. */
  readonly leak: number;
  readonly albums: number;
}

export interface JudgeParams {
  readonly labelled: readonly LabelledPhoto[];
  readonly albums: readonly JudgedAlbum[];
  /** Landmark ids of the atlas by label; a label without one is known to no atlas. */
  readonly landmarkIds: Readonly<Record<string, string>>;
}

/** Computes all figures. A photo in several albums is right when one of them is, and counted once, in the first, for B-cubed. */
export function judgeAlbums({ labelled, albums, landmarkIds }: JudgeParams): JudgedAlbums {
  const labelOf = new Map(labelled.map(({ path, landmark }) => [path, landmark]));
  const albumsOf = new Map<string, JudgedAlbum[]>();
  const subjects = new Map<JudgedAlbum, string | null>();
  for (const album of albums) {
    const paths = album.photos
      .flatMap(({ path, copies = [] }) => [path, ...copies])
      .filter((path) => labelOf.has(path));
    subjects.set(album, findSubject(paths.map((path) => labelOf.get(path) ?? null)));
    for (const path of paths) albumsOf.set(path, [...(albumsOf.get(path) ?? []), album]);
  }
  const isRight = (landmark: string, album: JudgedAlbum): boolean =>
    album.kind === 'landmark' ? album.landmarkId === landmarkIds[landmark] : subjects.get(album) === landmark;
  let [right, wrong, landmarkPhotos, named, namedRightly] = [0, 0, 0, 0, 0];
  for (const { path, landmark } of labelled) {
    const own = albumsOf.get(path) ?? [];
    for (const album of own.filter(({ kind }) => kind === 'landmark')) {
      named++;
      if (landmark !== null && isRight(landmark, album)) namedRightly++;
    }
    if (landmark === null) continue;
    landmarkPhotos++;
    if (own.some((album) => isRight(landmark, album))) right++;
    else if (own.length > 0) wrong++;
  }
  const figures = evaluateAlbums({
    labels: labelled.map(({ landmark }) => landmark),
    albums: labelled.map(({ path }) => albumsOf.get(path)?.[0]?.id ?? null),
  });
  const total = Math.max(1, landmarkPhotos);
  return {
    ...figures,
    landmarkPhotos,
    otherPhotos: labelled.length - landmarkPhotos,
    inRightAlbum: right / total,
    inWrongAlbum: wrong / total,
    inNoAlbum: 1 - (right + wrong) / total,
    namePrecision: named === 0 ? 1 : namedRightly / named,
    albums: albums.length,
  };
}

/** The label of more than half of the photos; null when there is none. */
function findSubject(labels: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const label of labels) if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].find(([, count]) => count > labels.length / 2)?.[0] ?? null;
}
