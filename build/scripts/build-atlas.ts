/**
 * @file Builds the bundled atlas from labelled embeddings and the facts of src/ml/atlas/landmarks.json.
 * Run: `node build/scripts/build-atlas.ts --vectors STEM --model MODEL_FOLDER --used USED.csv [--out PACK]`, where STEM.f32
 * and STEM.csv (path,landmark,split) hold the embeddings. Which photo became which reference goes to USED.csv, outside
 * the atlas. `--hold-out 0.3` keeps 30 % of the photos from becoming references: an honest evaluation asks about the others (build/scripts/evaluate-atlas.ts).
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  answerByOthers,
  fitCalibration,
  measureAnswers,
  type LabelledQuery,
} from '../../src/ml/atlas/calibrate-recognition.ts';
import { loadLandmarkFacts } from '../../src/ml/atlas/load-facts.ts';
import { findCleanPhotos, selectDiverse } from '../../src/ml/atlas/select-references.ts';
import { manifestSchema } from '../../src/ml/model/manifest.ts';
import { bundledAtlasName, type Atlas } from '../../src/ml/recognition/atlas.ts';
import { loadLandmarkness } from '../../src/ml/recognition/landmarkness.ts';
import { measurePenalties } from '../../src/ml/recognition/measure-penalties.ts';
import { multiplyAllInLoops, quantizeRows } from '../../src/ml/recognition/quantized-vectors.ts';
import { writeAtlas } from '../../src/ml/recognition/write-atlas.ts';
import { collectTrials } from './calibration-trials.ts';
import { readLabelledVectors } from './read-labelled-vectors.ts';

/** More would only grow the file: the evaluation gains little (24: 52 % of the validation photos named, 40: 55 %). */
const referencesPerLandmark = 32;
/** A landmark with fewer clean photos is left out. */
const leastReferences = 3;
const nonLandmarkReferences = 1500;
/** Parts into which the landmarks are dealt to say how good the calibration is on others. */
const calibrationFolds = 6;

const { values: options } = parseArgs({
  options: {
    vectors: { type: 'string' },
    model: { type: 'string', default: 'src/ml/models/dolg-b4-vit' },
    used: { type: 'string' },
    out: { type: 'string', default: `src/ml/atlas/bundled/${bundledAtlasName}` },
    'hold-out': { type: 'string', default: '0' },
  },
});
if (options.vectors === undefined || options.used === undefined) {
  console.error('Say where the embeddings are (--vectors STEM) and where the list of used photos goes (--used FILE).');
  process.exit(2);
}

const manifest = manifestSchema.parse(JSON.parse(readFileSync(`${options.model}/manifest.json`, 'utf8')));
const landmarkness = await loadLandmarkness(options.model);
const { dims } = manifest;
const { rows, vectors } = readLabelledVectors(options.vectors, dims);
const facts = new Map((await loadLandmarkFacts()).map((landmark) => [landmark.id, landmark]));
const idOfFolder = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(new URL('../../src/ml/atlas/training-folders.json', import.meta.url), 'utf8')));
const landmarkIdOf = (folder: string | null): string | null =>
  folder === null ? null : (idOfFolder[folder] ?? folder);

// Folders without facts take part in the vote about label noise, and are unknown landmarks in the calibration.
const labels = rows.map((row) => landmarkIdOf(row.landmark));
const clean = findCleanPhotos({ vectors, dims, labels });
// By a hash of the path, so that the same photos are held out whatever else is there.
const isHeldOut = (photo: number): boolean =>
  createHash('sha256')
    .update(rows[photo]?.path ?? '')
    .digest()
    .readUInt16LE() /
    65_536 <
  Number(options['hold-out']);
const chosen: {
  readonly id: string;
  readonly photos: readonly number[];
  readonly all: number;
  readonly clean: number;
}[] = [];
for (const id of [...facts.keys()].sort()) {
  const all = [...labels.keys()].filter((photo) => labels[photo] === id);
  const good = all.filter((photo) => clean[photo] === true && !isHeldOut(photo));
  if (good.length < leastReferences) continue;
  chosen.push({
    id,
    photos: selectDiverse({ vectors, dims }, good, referencesPerLandmark),
    all: all.length,
    clean: good.length,
  });
}
const strangers = [...labels.keys()].filter((photo) => labels[photo] === null && rows[photo]?.split === 'train');
const step = Math.max(1, strangers.length / nonLandmarkReferences);
const nonLandmarkPhotos = strangers
  .sort((a, b) => ((rows[a]?.path ?? '') < (rows[b]?.path ?? '') ? -1 : 1))
  .filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));

const gather = (photos: readonly number[]): Float32Array => {
  const matrix = new Float32Array(photos.length * dims);
  for (const [row, photo] of photos.entries())
    matrix.set(vectors.subarray(photo * dims, (photo + 1) * dims), row * dims);
  return matrix;
};
const referencePhotos = chosen.flatMap(({ photos }) => photos);
const vectorsOfReferences = gather(referencePhotos);
const references = quantizeRows(vectorsOfReferences, dims);
const nonLandmarks = quantizeRows(gather(nonLandmarkPhotos), dims);
const landmarkOf = Int32Array.from(chosen.flatMap(({ photos }, landmark) => photos.map(() => landmark)));
const uncalibrated: Atlas = {
  name: 'Cairn landmarks',
  version: '1',
  modelName: `${manifest.name} ${manifest.version}`,
  modelHash: manifest.sha256,
  dims,
  landmarks: chosen.flatMap(({ id }) => facts.get(id) ?? []),
  references,
  landmarkOf,
  photosOf: Int32Array.from(chosen, ({ photos }) => photos.length),
  penalties: await measurePenalties({
    vectors: vectorsOfReferences,
    landmarkOf,
    background: { blocks: [{ vectors: references, landmarkOf }], nonLandmarks: [nonLandmarks] },
    multiply: multiplyAllInLoops,
  }),
  nonLandmarks,
  calibration: null,
};

// The model was trained on the `train` photos: only `validation` photos show how it treats what it never saw.
const trials = await collectTrials({ rows, vectors, dims, labels, landmarkness, atlas: uncalibrated, referencePhotos });
const withAtlas = trials.filter(({ name }) => !name.includes('no atlas'));
const atlas: Atlas = { ...uncalibrated, calibration: fitCalibration(withAtlas) };

await writeAtlas(options.out, atlas, {
  licence: 'Apache-2.0 (vectors, names and coordinates)',
  attribution:
    'Vectors computed from photos of public repositories, most without a stated licence; no photo is included. Facts written from general knowledge.',
});
const used = [...referencePhotos, ...nonLandmarkPhotos].map(
  (photo) => `${rows[photo]?.path ?? ''},${labels[photo] ?? ''}`,
);
writeFileSync(options.used, `path,landmarkId\n${used.join('\n')}\n`);
// Each photo answered by a calibration that never saw its landmark.
const partOf = ({ landmarkId, photoId }: LabelledQuery): number =>
  (createHash('sha256')
    .update(landmarkId ?? rows[photoId]?.path ?? '')
    .digest()[0] ?? 0) % calibrationFolds;
const answers = answerByOthers(withAtlas, calibrationFolds, partOf);
const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
console.log(
  '| trial | calibration error | rightly named | right names | best is right | GAP |\n|---|---|---|---|---|---|',
);
for (const [place, { name, cases }] of withAtlas.entries()) {
  const figures = measureAnswers(cases, answers[place] ?? []);
  const { calibrationError, named, namePrecision, top1, gap } = figures;
  console.log(
    `| ${name} | ${calibrationError.toFixed(3)} | ${share(named)} | ${share(namePrecision)} | ${share(top1)} | ${gap.toFixed(3)} |`,
  );
}
console.log(
  JSON.stringify({
    landmarks: chosen.length,
    references: referencePhotos.length,
    nonLandmarks: nonLandmarkPhotos.length,
    dropped: chosen.reduce((sum, { all, clean: good }) => sum + all - good, 0),
    leftOut: [...facts.keys()].filter((id) => labels.includes(id) && chosen.every((landmark) => landmark.id !== id)),
    calibration: atlas.calibration,
    withoutAtlas: fitCalibration(trials.filter(({ name }) => name.includes('no atlas'))),
  }),
);
