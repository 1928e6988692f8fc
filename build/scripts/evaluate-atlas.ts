/**
 * @file Says how well an atlas names photos that are not its references.
 * Run: `node build/scripts/evaluate-atlas.ts --vectors STEM --model MODEL_FOLDER --used USED.csv [--atlas PACK] [--table]`
 * with what build/scripts/build-atlas.ts was given and wrote. `--table` adds one line a landmark, as Markdown.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  answerCase,
  collectCases,
  type CaseAnswer,
  type RecognitionCase,
} from '../../src/ml/atlas/calibrate-recognition.ts';
import { manifestSchema } from '../../src/ml/model/manifest.ts';
import { loadLandmarkness } from '../../src/ml/recognition/landmarkness.ts';
import { bundledAtlasName } from '../../src/ml/recognition/atlas.ts';
import { loadAtlas } from '../../src/ml/recognition/load-atlas.ts';
import { expandRows } from '../../src/ml/recognition/quantized-vectors.ts';
import { multiplyRows } from '../../src/ml/recognition/unit-vectors.ts';
import { attachPhotos } from './attach-photos.ts';
import { readLabelledVectors } from './read-labelled-vectors.ts';

const { values: options } = parseArgs({
  options: {
    vectors: { type: 'string' },
    model: { type: 'string', default: 'src/ml/models/dolg-b4-vit' },
    used: { type: 'string' },
    atlas: { type: 'string', default: `src/ml/atlas/bundled/${bundledAtlasName}` },
    table: { type: 'boolean', default: false },
  },
});
if (options.vectors === undefined || options.used === undefined) {
  console.error(
    'Say where the embeddings are (--vectors STEM) and which photos the atlas was built from (--used FILE).',
  );
  process.exit(2);
}

const manifest = manifestSchema.parse(JSON.parse(readFileSync(`${options.model}/manifest.json`, 'utf8')));
const landmarkness = await loadLandmarkness(options.model);
const atlas = await loadAtlas(options.atlas, { modelHash: manifest.sha256, dims: manifest.dims });
const { calibration } = atlas;
if (calibration === null) throw new Error(`${options.atlas} has no calibration of its own.`);
const { rows, vectors, dims } = readLabelledVectors(options.vectors, manifest.dims);
const idOfFolder = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(new URL('../../src/ml/atlas/training-folders.json', import.meta.url), 'utf8')));
const photoOfPath = new Map(rows.map((row, photo) => [row.path, photo]));
const used = readFileSync(options.used, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => photoOfPath.get(line.split(',')[0] ?? '') ?? -1);
const isUsed = new Set(used);
const references = await attachPhotos(atlas, Int32Array.from(used.slice(0, atlas.landmarkOf.length)));
const queries = rows.map((row, photo) => ({
  vector: vectors.subarray(photo * dims, (photo + 1) * dims),
  seen: vectors.subarray(photo * dims, (photo + 1) * dims),
  photoId: photo,
  landmarkId: row.landmark === null ? null : (idOfFolder[row.landmark] ?? row.landmark),
}));
const cases = (await collectCases(references, landmarkness, queries)).map((one) => ({
  ...one,
  answer: answerCase(one, calibration),
}));
type AnsweredCase = RecognitionCase & { readonly answer: CaseAnswer };
const isRightlyNamed = ({ answer }: AnsweredCase): boolean => answer.isNamed && answer.isRight;
const isWronglyNamed = ({ answer }: AnsweredCase): boolean => answer.isNamed && !answer.isRight;

function report(title: string, kind: RecognitionCase['kind'], isAsked: (photo: number) => boolean): void {
  const asked = cases.filter((one) => one.kind === kind && isAsked(one.query.photoId));
  const right = asked.filter(isRightlyNamed).length;
  const wrong = asked.filter(isWronglyNamed).length;
  const share = (count: number): string => `${((100 * count) / Math.max(1, asked.length)).toFixed(2)} %`;
  console.log(
    `| ${title} | ${String(asked.length)} | ${share(right)} | ${share(wrong)} | ${share(asked.length - right - wrong)} |`,
  );
}

const splitOf = (photo: number): string => rows[photo]?.split ?? '';
const isFresh = (photo: number): boolean => !isUsed.has(photo);
console.log('| photos | count | rightly named | wrongly named | no name |\n|---|---|---|---|---|');
report('validation landmarks, photos that are no reference', 'known', (p) => splitOf(p) === 'validation' && isFresh(p));
report(
  'validation landmarks, each reference left out in turn',
  'known',
  (p) => splitOf(p) === 'validation' && !isFresh(p),
);
report('further photos of validation landmarks (`unused`)', 'known', (p) => splitOf(p) === 'unused' && isFresh(p));
report('training landmarks, photos that are no reference', 'known', (p) => splitOf(p) === 'train' && isFresh(p));
report('validation landmarks, taken out of the atlas', 'taken-out', (p) => splitOf(p) === 'validation');
report('non-landmarks of the validation split', 'non-landmark', (p) => splitOf(p) === 'validation');

if (options.table) {
  console.log(
    '\n| landmark | references | asked | rightly named | wrongly named | median similarity |\n|---|---|---|---|---|---|',
  );
  for (const [index, landmark] of atlas.landmarks.entries()) {
    const own = [...atlas.landmarkOf.keys()].filter((row) => atlas.landmarkOf[row] === index);
    const asked = cases.filter((one) => one.kind === 'known' && one.query.landmarkId === landmark.id);
    const right = asked.filter(isRightlyNamed).length;
    const wrong = asked.filter(isWronglyNamed).length;
    const similarity = measureMedianCosine(own).toFixed(2);
    console.log(
      `| ${landmark.name} | ${String(own.length)} | ${String(asked.length)} | ${String(right)} | ${String(wrong)} | ${similarity} |`,
    );
  }
}

/** Median cosine of a landmark's references to each other. */
function measureMedianCosine(own: readonly number[]): number {
  const rows = expandRows(atlas.references, own);
  const products = new Float32Array(own.length);
  const cosines = own.flatMap((_, a) => {
    multiplyRows(rows, rows.subarray(a * dims, (a + 1) * dims), products);
    return [...products.subarray(a + 1)];
  });
  return cosines.sort((a, b) => a - b)[Math.floor(cosines.length / 2)] ?? 0;
}
