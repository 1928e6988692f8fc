/**
 * @file Says how good groups are on labelled embeddings, with no atlas, no GPS and no times (docs/grouping.md).
 * Run: `node build/scripts/evaluate-grouping.ts --vectors STEM [--model MODEL_FOLDER] [--split validation] [--set name=value ...]`.
 * `--set` tries another threshold, e.g. `--set edgeCosine=0.6`. Besides the whole split it judges thinned-out copies of it
 * with at most 10 and 4 photos a landmark, because few people own 40 photos of one place.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { groupPhotos } from '../../src/ml/grouping/group-photos.ts';
import { groupingThresholds, type GroupingThresholds } from '../../src/ml/grouping/grouping-thresholds.ts';
import { searchNeighboursPlainly } from '../../src/ml/grouping/neighbour-search.ts';
import { evaluateAlbums, type AlbumFigures } from '../../src/ml/metrics/evaluate-albums.ts';
import { manifestSchema } from '../../src/ml/model/manifest.ts';
import { loadLandmarkness } from '../../src/ml/recognition/landmarkness.ts';
import { readLabelledVectors } from './read-labelled-vectors.ts';

const { values: options } = parseArgs({
  options: {
    vectors: { type: 'string' },
    model: { type: 'string', default: 'src/ml/models/dolg-b4-vit' },
    split: { type: 'string', default: 'validation' },
    set: { type: 'string', multiple: true, default: [] },
  },
});
if (options.vectors === undefined) {
  console.error('Say where the embeddings are: --vectors STEM (STEM.f32 and STEM.csv).');
  process.exit(2);
}
const changes = Object.fromEntries(
  options.set.map((text) => {
    const [name = '', value = ''] = text.split('=');
    if (!(name in groupingThresholds)) throw new Error(`There is no threshold "${name}".`);
    return [name, Number(value)];
  }),
);
const thresholds: GroupingThresholds = { ...groupingThresholds, ...changes };
const manifest = manifestSchema.parse(JSON.parse(readFileSync(`${options.model}/manifest.json`, 'utf8')));
const landmarkness = await loadLandmarkness(options.model);
const { rows, vectors, dims } = readLabelledVectors(options.vectors, manifest.dims);
const all = [...rows.keys()].filter((photo) => options.split === 'all' || rows[photo]?.split === options.split);

async function evaluate(photos: readonly number[]): Promise<AlbumFigures> {
  const groups = await groupPhotos({
    photos: photos.map((photo) => ({ photoId: photo + 1, latitude: null, longitude: null, takenMs: null })),
    mustLinks: new Int32Array(),
    cannotLinks: new Int32Array(),
    getVector: (photoId) => vectors.subarray((photoId - 1) * dims, photoId * dims),
    dims,
    landmarkness,
    searchNeighbours: searchNeighboursPlainly,
    thresholds,
  });
  const albumOf = new Map(
    groups.flatMap(({ members }, album) =>
      members.filter(({ role }) => role !== 'tentative').map(({ photoId }) => [photoId - 1, album] as const),
    ),
  );
  return evaluateAlbums({
    labels: photos.map((photo) => rows[photo]?.landmark ?? null),
    albums: photos.map((photo) => albumOf.get(photo) ?? null),
  });
}

/** At most `count` photos a landmark: every landmark's photos from place `turn * count` of its list on, wrapping around. */
function thinOut(count: number, turn: number): number[] {
  const byLandmark = new Map<string, number[]>();
  for (const photo of all) {
    const landmark = rows[photo]?.landmark ?? null;
    if (landmark !== null) byLandmark.set(landmark, [...(byLandmark.get(landmark) ?? []), photo]);
  }
  const kept = [...byLandmark.values()].flatMap((photos) =>
    photos.length <= count
      ? photos
      : Array.from({ length: count }, (_, i) => photos[(turn * count + i) % photos.length] ?? 0),
  );
  return [...all.filter((photo) => rows[photo]?.landmark === null), ...kept].sort((a, b) => a - b);
}

console.log('| photos | purity | B-cubed F1 | leak | found | albums per found |\n|---|---|---|---|---|---|');
for (const [title, samples] of [
  ['all', [all]],
  ['at most 10 a landmark, mean of 4', [0, 1, 2, 3].map((turn) => thinOut(10, turn))],
  ['at most 4 a landmark, mean of 8', [0, 1, 2, 3, 4, 5, 6, 7].map((turn) => thinOut(4, turn))],
] as const) {
  const figures: AlbumFigures[] = [];
  for (const sample of samples) figures.push(await evaluate(sample));
  const average = (name: keyof AlbumFigures): string =>
    (figures.reduce((sum, figure) => sum + figure[name], 0) / figures.length).toFixed(3);
  // Landmarks of five photos and more are what "found" counts: there are none in the last row.
  const found = title.startsWith('at most 4') ? '' : average('found');
  console.log(
    `| ${title} | ${average('purity')} | ${average('f1')} | ${average('leak')} | ${found} | ${average('albumsPerFound')} |`,
  );
}
