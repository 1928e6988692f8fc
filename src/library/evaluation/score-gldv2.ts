/**
 * @file Scores predictions in the files of Google Landmarks v2 (github.com/cvdfoundation/google-landmark; Weyand et al. 2020,
 * section 3), for both of its tasks.
 *
 * [Note: GLDv2 files] Solution of recognition: `id,landmarks,Usage`, landmarks parted by spaces, none for an image without one.
 * Of retrieval: `id,images,Usage`. Usage is Public, Private or Ignored. Predictions: `id,landmarks` with "label confidence",
 * or `id,images` with images parted by spaces, best first; an empty cell predicts nothing.
 */
import { computeAveragePrecision } from '../../ml/metrics/average-precision.ts';
import { prepareGap, type Guess } from '../../ml/metrics/gap.ts';
import { failLine, readCsvTable, showText, type CsvRow } from './csv-table.ts';

export interface RecognitionScore {
  /** Test images that count. */
  readonly images: number;
  /** Of these, the ones that show a landmark. */
  readonly landmarkImages: number;
  /** Of these images, the ones that something is predicted for. */
  readonly predicted: number;
  /** Global average precision at rank 1. */
  readonly gap: number;
  /** Share of the landmark images whose prediction is right, however sure. */
  readonly top1: number;
}

export interface RetrievalScore {
  readonly queries: number;
  readonly predicted: number;
  /** Mean average precision of the first 100 images. */
  readonly mAPAt100: number;
}

/** Null where the solution has no image of that usage. */
export interface Gldv2Scores<Score> {
  readonly public: Score | null;
  readonly private: Score | null;
  /** Both together. */
  readonly all: Score;
  /** Images that count nowhere. */
  readonly ignored: number;
}

const usages = ['Public', 'Private', 'Ignored'] as const;
type Usage = (typeof usages)[number];

interface SolutionRow {
  readonly line: number;
  readonly usage: Usage;
  readonly answers: ReadonlySet<string>;
}

type Solution = ReadonlyMap<string, SolutionRow>;

interface LabelPrediction {
  readonly label: string;
  readonly confidence: number;
}

/** Images of a ranking that count. */
const depth = 100;

/**
 * Scores recognition. Equal confidences are ranked by id, as the contest did.
 * @throws CairnError `invalid-input` with the line of what is wrong
 */
export async function scoreRecognition(
  solutionFile: string,
  predictionFile: string,
): Promise<Gldv2Scores<RecognitionScore>> {
  const table = await readCsvTable(solutionFile, { required: ['id', 'landmarks', 'Usage'] });
  const solution = readSolution(table.file, table.rows, ({ landmarks }) => landmarks);
  const { file, rows } = await readCsvTable(predictionFile, { required: ['id', 'landmarks'] });
  const predictions = readPredictions(file, rows, solution, ({ line, cells }) =>
    parseLabel(file, line, cells.landmarks),
  );
  return scoreByUsage(solution, (ids) => scoreLabels(ids, solution, predictions));
}

/**
 * Scores retrieval. A query without any image in the solution (`None`, or empty) is ignored; one that nothing is predicted for
 * counts as 0; an image that is predicted twice takes two ranks and counts once.
 * @throws CairnError `invalid-input` with the line of what is wrong
 */
export async function scoreRetrieval(
  solutionFile: string,
  predictionFile: string,
): Promise<Gldv2Scores<RetrievalScore>> {
  const table = await readCsvTable(solutionFile, { required: ['id', 'images', 'Usage'] });
  const solution = readSolution(table.file, table.rows, ({ images }) => (images === 'None' ? '' : images));
  for (const [id, row] of solution) if (row.answers.size === 0) solution.set(id, { ...row, usage: 'Ignored' });
  const { file, rows } = await readCsvTable(predictionFile, { required: ['id', 'images'] });
  const predictions = readPredictions(file, rows, solution, ({ cells }) => {
    const images = splitWords(cells.images);
    return images.length === 0 ? null : images;
  });
  return scoreByUsage(solution, (ids) => scoreRankings(ids, solution, predictions));
}

function splitWords(cell: string): readonly string[] {
  return cell.split(' ').filter((word) => word !== '');
}

function readSolution<Column extends string>(
  file: string,
  rows: readonly CsvRow<Column | 'id' | 'Usage'>[],
  getAnswers: (cells: CsvRow<Column>['cells']) => string,
): Map<string, SolutionRow> {
  const solution = new Map<string, SolutionRow>();
  for (const { line, cells } of rows) {
    const { id } = cells;
    const usage = usages.find((name) => name === cells.Usage);
    if (id === '') throw failLine(file, line, 'there is no id.');
    const before = solution.get(id);
    if (before !== undefined) throw failLine(file, line, `${showText(id)} is in line ${before.line} already.`);
    if (usage === undefined) {
      throw failLine(file, line, `the Usage is "${showText(cells.Usage)}" and not ${usages.join(' or ')}.`);
    }
    solution.set(id, { line, usage, answers: new Set(splitWords(getAnswers(cells))) });
  }
  return solution;
}

/** By id, without those of ignored images and those that predict nothing. */
function readPredictions<Column extends string, Prediction>(
  file: string,
  rows: readonly CsvRow<Column | 'id'>[],
  solution: Solution,
  parse: (row: CsvRow<Column>) => Prediction | null,
): ReadonlyMap<string, Prediction> {
  const lines = new Map<string, number>();
  const predictions = new Map<string, Prediction>();
  for (const row of rows) {
    const { line } = row;
    const { id } = row.cells;
    const before = lines.get(id);
    if (before !== undefined) throw failLine(file, line, `${showText(id)} is in line ${before} already.`);
    lines.set(id, line);
    const answer = solution.get(id);
    if (answer === undefined) throw failLine(file, line, `the solution has no image "${showText(id)}".`);
    if (answer.usage === 'Ignored') continue;
    const prediction = parse(row);
    if (prediction !== null) predictions.set(id, prediction);
  }
  return predictions;
}

function parseLabel(file: string, line: number, cell: string): LabelPrediction | null {
  const words = splitWords(cell);
  if (words.length === 0) return null;
  const [label = '', number = ''] = words;
  const confidence = Number(number);
  if (words.length !== 2 || !Number.isFinite(confidence)) {
    throw failLine(file, line, `"${showText(cell)}" is not a label and its confidence, such as "4171 0.83".`);
  }
  return { label, confidence };
}

function scoreByUsage<Score>(solution: Solution, score: (ids: readonly string[]) => Score): Gldv2Scores<Score> {
  const list = (...usages: readonly Usage[]): readonly string[] =>
    [...solution].flatMap(([id, { usage }]) => (usages.includes(usage) ? [id] : []));
  const scoreSome = (ids: readonly string[]): Score | null => (ids.length === 0 ? null : score(ids));
  return {
    public: scoreSome(list('Public')),
    private: scoreSome(list('Private')),
    all: score(list('Public', 'Private')),
    ignored: list('Ignored').length,
  };
}

function scoreLabels(
  ids: readonly string[],
  solution: Solution,
  predictions: ReadonlyMap<string, LabelPrediction>,
): RecognitionScore {
  const sorted = [...ids].sort((a, b) => (a < b ? -1 : 1));
  const guesses = sorted.flatMap((id, row): Guess[] => {
    const prediction = predictions.get(id);
    if (prediction === undefined) return [];
    const isRight = solution.get(id)?.answers.has(prediction.label) === true;
    return [{ row, confidence: prediction.confidence, isRight }];
  });
  const isAnswerable = sorted.map((id) => (solution.get(id)?.answers.size ?? 0) > 0);
  const landmarkImages = isAnswerable.filter(Boolean).length;
  return {
    images: ids.length,
    landmarkImages,
    predicted: guesses.length,
    gap: prepareGap(guesses, isAnswerable)(new Uint8Array(ids.length).fill(1)),
    top1: guesses.filter(({ isRight }) => isRight).length / Math.max(1, landmarkImages),
  };
}

function scoreRankings(
  ids: readonly string[],
  solution: Solution,
  predictions: ReadonlyMap<string, readonly string[]>,
): RetrievalScore {
  let sum = 0;
  for (const id of ids) {
    const answers = solution.get(id)?.answers ?? new Set();
    const seen = new Set<string>();
    const ranks: number[] = [];
    for (const [place, image] of (predictions.get(id) ?? []).slice(0, depth).entries()) {
      if (answers.has(image) && !seen.has(image)) ranks.push(place + 1);
      seen.add(image);
    }
    sum += computeAveragePrecision(ranks, answers.size, depth);
  }
  return {
    queries: ids.length,
    predicted: ids.filter((id) => predictions.has(id)).length,
    mAPAt100: sum / Math.max(1, ids.length),
  };
}
