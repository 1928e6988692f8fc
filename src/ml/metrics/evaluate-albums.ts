/** @file How good albums are, against the labels of their photos. */

export interface LabelledAlbums {
  /** Landmark of each photo; null: not a landmark. */
  readonly labels: readonly (string | null)[];
  /** Album of each photo; null: in none. */
  readonly albums: readonly (number | string | null)[];
}

export interface AlbumFigures {
  /** B-cubed precision over the landmark photos: of the landmark photos in its album, how many show the same landmark. */
  readonly purity: number;
  /** B-cubed recall: of the photos of its landmark, how many are in its album. */
  readonly recall: number;
  /** Harmonic mean of the two. */
  readonly f1: number;
  /** Share of non-landmarks that are in any album. */
  readonly leak: number;
  /** Share of landmarks of five and more photos with an album of their own: most of it, and at least 2 photos, are theirs. */
  readonly found: number;
  /** Albums per landmark that has at least one of its own. */
  readonly albumsPerFound: number;
}

/**
 * B-cubed precision and recall (Bagga and Baldwin 1998; Amigó et al. 2009, section 3.2) over the landmark photos; a photo in
 * no album is alone in its own. Non-landmarks are counted in `leak` only.
 */
export function evaluateAlbums({ labels, albums }: LabelledAlbums): AlbumFigures {
  const landmarkSizes = new Map<string, number>();
  const albumSizes = new Map<number | string, number>();
  const shared = new Map<number | string, Map<string, number>>();
  for (const [photo, label] of labels.entries()) {
    const album = albums[photo] ?? null;
    if (label !== null) landmarkSizes.set(label, (landmarkSizes.get(label) ?? 0) + 1);
    if (album === null || label === null) continue;
    albumSizes.set(album, (albumSizes.get(album) ?? 0) + 1);
    const counts = shared.get(album) ?? new Map<string, number>();
    shared.set(album, counts.set(label, (counts.get(label) ?? 0) + 1));
  }
  let precision = 0;
  let recall = 0;
  let landmarkPhotos = 0;
  for (const [photo, label] of labels.entries()) {
    if (label === null) continue;
    const album = albums[photo] ?? null;
    const together = album === null ? 1 : (shared.get(album)?.get(label) ?? 1);
    precision += together / (album === null ? 1 : (albumSizes.get(album) ?? 1));
    recall += together / (landmarkSizes.get(label) ?? 1);
    landmarkPhotos++;
  }
  precision /= Math.max(1, landmarkPhotos);
  recall /= Math.max(1, landmarkPhotos);
  const others = [...labels.keys()].filter((photo) => labels[photo] === null);
  const leaked = others.filter((photo) => (albums[photo] ?? null) !== null).length;
  const owned = countOwnedAlbums(shared, albumSizes);
  const large = [...landmarkSizes].filter(([, size]) => size >= 5).map(([label]) => label);
  const ownedTotal = [...owned.values()].reduce((sum, count) => sum + count, 0);
  return {
    purity: precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    leak: leaked / Math.max(1, others.length),
    found: large.filter((label) => owned.has(label)).length / Math.max(1, large.length),
    albumsPerFound: ownedTotal / Math.max(1, owned.size),
  };
}

/** How many albums are a landmark's own: more than half of their landmark photos, and at least 2, show it. */
function countOwnedAlbums(
  shared: ReadonlyMap<number | string, ReadonlyMap<string, number>>,
  albumSizes: ReadonlyMap<number | string, number>,
): Map<string, number> {
  const owned = new Map<string, number>();
  for (const [album, counts] of shared) {
    for (const [label, count] of counts) {
      if (count >= 2 && count > (albumSizes.get(album) ?? 0) / 2) owned.set(label, (owned.get(label) ?? 0) + 1);
    }
  }
  return owned;
}
