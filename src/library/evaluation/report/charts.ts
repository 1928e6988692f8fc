/** @file The charts of a report. */
import type { VectorEvaluation } from '../../../ml/metrics/evaluate-vectors.ts';
import { traceGuesses, type Guess } from '../../../ml/metrics/gap.ts';
import { toBinCosine } from '../../../ml/metrics/pair-counts.ts';
import { createChart, type Axis, type Point } from './chart.ts';
import { markup, type Markup } from './markup.ts';

export interface Legend {
  /** Class of styles.ts. */
  readonly name: string;
  readonly text: string;
}

export interface Drawing {
  readonly title: string;
  readonly svg: Markup;
  readonly legends: readonly Legend[];
  readonly note: Markup;
}

/** Points of a curve that are drawn: more than a chart has pixels would only make the page heavy. */
const maxPoints = 400;
/** Fine bins of 0.005 in one step of the histogram. */
const histogramStep = 4;

const fifths = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** An axis from 0 to 1. */
function makeShareAxis(title: string): Axis {
  return { from: 0, to: 1, ticks: fifths, title, format: (value) => value.toFixed(1) };
}

/** Precision and recall over the threshold on a pair's cosine. */
export function drawPairCurve({ thresholds, bestThreshold }: VectorEvaluation): Drawing {
  const chart = createChart(makeShareAxis('Recall'), makeShareAxis('Precision'));
  // Before the first pair of one landmark the precision is that of nothing.
  const points = thresholds
    .filter(({ recall }) => recall > 0)
    .map(({ recall, precision }) => ({ x: recall, y: precision }));
  const { threshold, precision, recall, f1 } = bestThreshold;
  const best = `best F1 ${f1.toFixed(3)} from cosine ${threshold.toFixed(3)} up: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`;
  return {
    title: 'Pairs: do these two show one landmark?',
    svg: chart.frame(`Precision over recall of pairs; ${best}.`, [
      chart.line(points, 'same'),
      chart.dot({ x: recall, y: precision }, 'same', 5, best),
    ]),
    legends: [],
    note: markup`All pairs with a landmark photo, by cosine. The dot: ${best}.`,
  };
}

/** Precision and recall of leave-one-out look-ups. */
export function drawLookUpCurve({ guesses, queries }: VectorEvaluation): Drawing {
  const chart = createChart(makeShareAxis('Recall'), makeShareAxis('Precision'));
  const trace = (list: readonly Guess[]): readonly Point[] =>
    thinOut(traceGuesses(list, queries).map(({ recall, precision }) => ({ x: recall, y: precision })));
  return {
    title: 'Look-ups: which landmark is this?',
    svg: chart.frame('Precision over recall of look-ups, penalised and raw.', [
      chart.line(trace(guesses.raw), 'other'),
      chart.line(trace(guesses.penalised), 'same'),
    ]),
    legends: [
      { name: 'same', text: 'penalised' },
      { name: 'other', text: 'raw cosine' },
    ],
    note: markup`Every photo is looked up among all others, the surest answers are taken first. GAP is the area under the curve.`,
  };
}

/** Predicted probability against what came true. */
export function drawReliability({ reliability }: VectorEvaluation): Drawing {
  const chart = createChart(
    makeShareAxis('Predicted probability of one landmark'),
    makeShareAxis('Share that shows one landmark'),
  );
  const bins = reliability.bins.flatMap((bin, tenth) => (bin === null ? [] : [{ ...bin, tenth }]));
  const describe = ({ predicted, observed, share }: (typeof bins)[number]): string =>
    `predicted ${predicted.toFixed(3)}, observed ${observed.toFixed(3)}, ${(100 * share).toFixed(1)} % of the pairs`;
  return {
    title: 'Calibration: does a probability come true?',
    svg: chart.frame(`Reliability: ${bins.map(describe).join('; ')}.`, [
      ...bins.map((bin) => chart.bar({ x: bin.tenth / 10, y: bin.share }, 0.1, 'other', describe(bin))),
      chart.line(
        [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
        'ideal',
      ),
      chart.line(
        bins.map(({ predicted, observed }) => ({ x: predicted, y: observed })),
        'same',
      ),
      ...bins.map((bin) => chart.dot({ x: bin.predicted, y: bin.observed }, 'same', 4, describe(bin))),
    ]),
    legends: [
      { name: 'same', text: 'this model' },
      { name: 'ideal', text: 'ideal' },
      { name: 'bars', text: 'share of the pairs' },
    ],
    note: markup`The manifest’s calibration on pairs of landmark photos, for even odds. Expected calibration error ${reliability.error.toFixed(3)}.`,
  };
}

/** Cosines of the three kinds of pairs, each kind with an area of one. */
export function drawHistogram({ pairs, bestThreshold }: VectorEvaluation): Drawing {
  const kinds = [
    { name: 'other', text: 'landmark and non-landmark', steps: groupBins(pairs.other) },
    { name: 'different', text: 'two landmarks', steps: groupBins(pairs.different) },
    { name: 'same', text: 'one landmark', steps: groupBins(pairs.same) },
  ].filter(({ steps }) => steps.length > 0);
  const all = kinds.flatMap(({ steps }) => steps.filter(({ y }) => y > 0));
  // The long thin tails of hundreds of thousands of pairs would squeeze the rest.
  const shown = all.filter(({ y }) => y > 0.02);
  const from = Math.floor(10 * Math.min(0, ...shown.map(({ x }) => x))) / 10;
  const top = Math.max(1, Math.ceil(Math.max(...all.map(({ y }) => y))));
  const step = (1 - from) / 5 > 0.3 ? 0.4 : 0.2;
  const chart = createChart(
    { from, to: 1, ticks: listTicks(from, 1, step), title: 'Cosine', format: (value) => value.toFixed(1) },
    { from: 0, to: top, ticks: listTicks(0, top, top > 8 ? 4 : top > 3 ? 2 : 1), title: 'Density' },
  );
  const visible = (steps: readonly Point[]): readonly Point[] => steps.filter(({ x }) => x >= from);
  return {
    title: 'Similarity of pairs',
    svg: chart.frame('Histogram of the cosine of pairs: of one landmark, of two, of a landmark and a non-landmark.', [
      ...kinds.map(({ steps, name }) => chart.area(visible(steps), name)),
      ...kinds.map(({ steps, name }) => chart.line(visible(steps), name)),
      chart.mark(bestThreshold.threshold, 'best F1'),
    ]),
    legends: kinds.map(({ name, text }) => ({ name, text })).reverse(),
    note: markup`How often a cosine occurs, each kind by itself: ${describeTotals(pairs)}.`,
  };
}

function describeTotals({ same, different, other }: VectorEvaluation['pairs']): string {
  const count = (bins: Float64Array): string => bins.reduce((sum, value) => sum + value, 0).toLocaleString('en');
  return `${count(same)} pairs of one landmark, ${count(different)} of two, ${count(other)} of a landmark and a non-landmark`;
}

/** Density over the middle of each step; none when there are no pairs. */
function groupBins(bins: Float64Array): readonly Point[] {
  const total = bins.reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const points: Point[] = [];
  const width = histogramStep / 200;
  for (let start = 0; start + histogramStep <= bins.length; start += histogramStep) {
    const count = bins.slice(start, start + histogramStep).reduce((sum, value) => sum + value, 0);
    points.push({ x: toBinCosine(start + (histogramStep - 1) / 2), y: count / total / width });
  }
  return points;
}

/** From the first multiple of `step` on. */
function listTicks(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step - 1e-9);
  // + 0: no "-0.0".
  return Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, place) => (first + place) * step + 0);
}

function thinOut(points: readonly Point[]): readonly Point[] {
  if (points.length <= maxPoints) return points;
  const step = (points.length - 1) / (maxPoints - 1);
  return Array.from({ length: maxPoints }, (_, place) => points[Math.round(place * step)] ?? { x: 0, y: 0 });
}
