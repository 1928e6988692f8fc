/** @file `cairn eval TABLE` and `cairn eval gldv2 TASK SOLUTION PREDICTIONS` */
import { resolve } from 'node:path';
import { showText } from '../../library/evaluation/csv-table.ts';
import { evaluatePhotos } from '../../library/evaluation/evaluate-photos.ts';
import { readLabelledPhotos } from '../../library/evaluation/labelled-photos.ts';
import { openPhotoEmbedder } from '../../library/evaluation/photo-embedder.ts';
import { figureTexts } from '../../library/evaluation/report/figure-texts.ts';
import { prepareReportFolder, writeReport } from '../../library/evaluation/report/write-report.ts';
import {
  scoreRecognition,
  scoreRetrieval,
  type Gldv2Scores,
  type RecognitionScore,
  type RetrievalScore,
} from '../../library/evaluation/score-gldv2.ts';
import { summarizeEvaluation, type EvaluationSummary } from '../../library/evaluation/summarize-evaluation.ts';
import { figureNames } from '../../ml/metrics/evaluate-vectors.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { createCountView } from '../show-count.ts';
import type { Terminal } from '../terminal.ts';

export interface EvaluateOptions {
  readonly split?: string;
  readonly report?: string;
}

/** Embeds labelled photos and says how well the vectors find landmarks again. */
export async function evaluateTable(
  context: CommandContext,
  table: string,
  { split, report }: EvaluateOptions,
): Promise<number> {
  const { terminal, signal, library } = context;
  const startMs = performance.now();
  const source = { table, split: split ?? null };
  const photos = await readLabelledPhotos(table, source.split);
  // Before the long part: a folder that will not do is said at once.
  const folder = report === undefined ? null : resolve(report);
  if (folder !== null) await prepareReportFolder(folder);
  terminal.note(`Embedding ${photos.length} photos of ${table}`);
  const embedder = openPhotoEmbedder(library);
  try {
    const showEmbedded = createCountView(terminal, 'Embedding', photos.length);
    const showJudged = createCountView(terminal, 'Comparing', photos.length);
    let embedded = 0;
    const evaluation = await evaluatePhotos({
      photos,
      embedder,
      modelFolder: library.modelFolder,
      signal,
      onEmbedded: () => showEmbedded((embedded += 1)),
      onJudged: showJudged,
    });
    const summary = summarizeEvaluation(evaluation, source);
    const { renderThumbnail } = embedder;
    const page =
      folder === null
        ? null
        : await writeReport({ folder, evaluation, summary, renderThumbnail, signal, madeMs: Date.now() });
    terminal.showStatus('');
    const seconds = Math.round(performance.now() - startMs) / 1000;
    if (terminal.isJson) terminal.printJson({ ...summary, report: page, seconds });
    printSummary(terminal, summary);
    if (page !== null) terminal.print(`\nReport: ${page}`);
    return exitCodes.done;
  } finally {
    embedder.close();
  }
}

function printSummary(terminal: Terminal, summary: EvaluationSummary): void {
  const { model, photos, failed, landmarkPhotos, landmarks, nonLandmarks, figures, bootstrap } = summary;
  terminal.print(`Model   ${model.name} (${model.sha256.slice(0, 12)})`);
  terminal.print(`Photos  ${photos}: ${landmarkPhotos} of ${landmarks} landmarks, ${nonLandmarks} of none\n`);
  for (const name of figureNames) {
    const { value, low, high } = figures[name];
    const interval = low === null || high === null ? '' : `  ${low.toFixed(3)} to ${high.toFixed(3)}`;
    terminal.print(`${figureTexts[name].title.padEnd(18)}  ${value === null ? '    –' : value.toFixed(3)}${interval}`);
  }
  terminal.print(`\n95 % intervals: ${bootstrap.resamples} resamples of the landmarks, seed ${bootstrap.seed}.`);
  if (failed.length > 0) terminal.note(`cairn: could not be read and left out: ${failed.length}`);
  for (const { path, reason } of failed) terminal.note(`cairn: ${showText(path)}: ${reason}`);
}

/** Scores a file of predictions for the recognition task of Google Landmarks v2. */
export async function evaluateRecognition(
  { terminal }: CommandContext,
  solution: string,
  predictions: string,
): Promise<number> {
  const scores = await scoreRecognition(solution, predictions);
  printScores(terminal, scores, ['images', 'landmarks', 'predicted', 'GAP', 'top-1'], (score: RecognitionScore) => [
    String(score.images),
    String(score.landmarkImages),
    String(score.predicted),
    score.gap.toFixed(5),
    score.top1.toFixed(5),
  ]);
  return exitCodes.done;
}

/** Scores a file of predictions for its retrieval task. */
export async function evaluateRetrieval(
  { terminal }: CommandContext,
  solution: string,
  predictions: string,
): Promise<number> {
  const scores = await scoreRetrieval(solution, predictions);
  printScores(terminal, scores, ['queries', 'predicted', 'mAP@100'], (score: RetrievalScore) => [
    String(score.queries),
    String(score.predicted),
    score.mAPAt100.toFixed(5),
  ]);
  return exitCodes.done;
}

function printScores<Score>(
  terminal: Terminal,
  scores: Gldv2Scores<Score>,
  columns: readonly string[],
  format: (score: Score) => readonly string[],
): void {
  if (terminal.isJson) terminal.printJson(scores);
  const printRow = (title: string, cells: readonly string[]): void =>
    terminal.print(`${title.padEnd(8)}${cells.map((cell) => cell.padStart(11)).join('')}`);
  printRow('', columns);
  if (scores.public !== null) printRow('Public', format(scores.public));
  if (scores.private !== null) printRow('Private', format(scores.private));
  printRow('All', format(scores.all));
  if (scores.ignored > 0) terminal.print(`\n${scores.ignored} ignored`);
}
