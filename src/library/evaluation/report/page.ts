/** @file The page of a report: one HTML file, no script, no address outside of its folder. */
import { figureNames, type FigureName } from '../../../ml/metrics/evaluate-vectors.ts';
import type { PhotoEvaluation } from '../evaluate-photos.ts';
import type { LandmarkFigures } from '../landmark-figures.ts';
import type { EvaluationSummary, SummaryFigure } from '../summarize-evaluation.ts';
import type { Confusion, Miss } from '../worst-cases.ts';
import { drawHistogram, drawLookUpCurve, drawPairCurve, drawReliability, type Drawing } from './charts.ts';
import { figureTexts } from './figure-texts.ts';
import { Markup, markup } from './markup.ts';
import { createPhotoCards, nameLandmark, showName } from './photo-cards.ts';
import { reportStyles } from './styles.ts';

export interface ReportContent {
  readonly evaluation: PhotoEvaluation;
  readonly summary: EvaluationSummary;
  readonly confusions: readonly Confusion[];
  readonly misses: readonly Miss[];
  /** Address of each photo's thumbnail beside the page, by row; a photo without one is shown as absent. */
  readonly thumbnails: ReadonlyMap<number, string>;
  readonly madeMs: number;
}

/** What tells a report of ours from other pages. */
export const reportGenerator = 'cairn eval';

const headlines: readonly FigureName[] = ['mAP', 'precisionAt1', 'gapPenalised', 'pairF1'];
/** Rows of the table of landmarks that are shown at once. */
const openLandmarks = 40;
/** Below this many landmarks an interval says too little. */
const fewLandmarks = 10;

/** The whole file. */
export function renderPage(content: ReportContent): string {
  const { summary, evaluation } = content;
  const title = `Evaluation of ${summary.model.name}`;
  const charts = [drawPairCurve, drawLookUpCurve, drawReliability, drawHistogram].map((draw) =>
    draw(evaluation.vectors),
  );
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${reportGenerator}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(reportStyles)}</style>
</head>
<body>
<main>
${drawHeader(content, title)}
<ul class="cards">${headlines.map((name) => drawCard(name, summary.figures[name]))}</ul>
<h2>All figures</h2>
<p>With 95 % intervals: what other landmarks and other non-landmarks of the same kind would give.</p>
${drawFigures(summary)}
<h2>Curves</h2>
<div class="charts">${charts.map(drawChart)}</div>
${drawWorst(content)}
<h2>Landmarks</h2>
<p>The worst first. “Taken for”: what ranks first most often where the landmark itself does not.</p>
${drawLandmarks(summary.perLandmark)}
${drawFailed(summary)}
${drawMethod(summary)}
</main>
</body>
</html>
`;
  return page.text;
}

function drawHeader({ summary, madeMs }: ReportContent, title: string): Markup {
  const { table, split, model } = summary;
  const splitText = split === null ? '' : `, split “${split}”`;
  const total = summary.photos + summary.failed.length;
  const read = summary.failed.length === 0 ? '' : ` of ${count(total, 'photo')}`;
  const photos = read === '' ? count(total, 'photo') : `${summary.photos.toLocaleString('en')}${read} could be read`;
  return markup`<header>
<div class="brand"><svg viewBox="0 0 64 64" aria-hidden="true"><path class="low" d="M5 52c0-6.5 9.5-10 26-10 17.5 0 28 3.5 28 10 0 5.5-9 7.5-27 7.5C14 59.5 5 57.5 5 52z"/><path class="middle" d="M13 33.5c0-6 7-9.5 19.5-9.5 11.5 0 19 3 19 9 0 5.5-7 8-19 8s-19.5-2-19.5-7.5z"/><path class="high" d="M21.5 14.5c0-6 4.5-10 11.5-10 6.5 0 10.5 3.5 10.5 9.5 0 5.5-4.5 8.5-11 8.5-7 0-11-2.5-11-8z"/></svg>Cairn</div>
<h1>${title}</h1>
<p>${showName(table)}${splitText}: ${photos}; ${summary.landmarkPhotos.toLocaleString('en')} show one of ${count(summary.landmarks, 'landmark')}, ${summary.nonLandmarks.toLocaleString('en')} show none. Model <code>${model.sha256.slice(0, 12)}</code>, ${model.dims} dimensions. Made on ${new Date(madeMs).toISOString().slice(0, 10)}.</p>
${summary.landmarks < fewLandmarks ? markup`<p class="notice">With ${count(summary.landmarks, 'landmark')} alone the intervals are too narrow to be trusted.</p>` : null}
</header>`;
}

function count(number: number, word: string): string {
  return `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;
}

function drawCard(name: FigureName, figure: SummaryFigure): Markup {
  return markup`<li class="card"><span>${figureTexts[name].title}</span><b>${show(figure.value)}</b><span class="range">${showInterval(figure)}</span></li>`;
}

function show(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

function showInterval({ low, high }: SummaryFigure): string {
  return low === null || high === null ? 'no interval' : `${low.toFixed(3)} to ${high.toFixed(3)}`;
}

function drawFigures({ figures, pairThreshold }: EvaluationSummary): Markup {
  const rows = figureNames.map((name) => {
    const { title, meaning } = figureTexts[name];
    const figure = figures[name];
    const note = name === 'pairF1' ? `${meaning}: ${pairThreshold.toFixed(3)}` : meaning;
    return markup`<tr><td>${title}<small>${note}</small></td><td class="number">${show(figure.value)}<small>${showInterval(figure)}</small></td><td class="interval">${drawSpan(figure)}</td></tr>`;
  });
  return markup`<table class="figures"><thead><tr><th>Figure</th><th class="number">Value, interval</th><th class="interval">0 to 1</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function drawSpan({ value, low, high }: SummaryFigure): Markup | null {
  if (value === null) return null;
  const style = `--low:${percent(low ?? value)};--high:${percent(high ?? value)};--value:${percent(value)}`;
  return markup`<span class="span" style="${style}"><i></i><b></b></span>`;
}

function percent(share: number): string {
  return `${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%`;
}

function drawChart({ title, svg, legends, note }: Drawing): Markup {
  const list =
    legends.length === 0
      ? null
      : markup`<ul class="legends">${legends.map(({ name, text }) => markup`<li><i class="${name}"></i>${text}</li>`)}</ul>`;
  return markup`<figure class="chart"><h3>${title}</h3>${svg}<figcaption>${list}<p>${note}</p></figcaption></figure>`;
}

function drawWorst({ evaluation, confusions, misses, thumbnails }: ReportContent): Markup {
  const { drawConfusion, drawMiss } = createPhotoCards(evaluation.photos, thumbnails);
  const confused =
    confusions.length === 0
      ? markup`<p>None: every look-up gives the right landmark.</p>`
      : markup`<p>The surest look-ups that are wrong: another landmark, or one for a photo that shows none. Two of a kind at most.</p><ul class="cases">${confusions.map(drawConfusion)}</ul>`;
  const missed =
    misses.length === 0
      ? markup`<p>None: every landmark photo has another one of its landmark nearest to it.</p>`
      : markup`<p>Landmark photos whose landmark is found last: what ranks first instead, and where the first hit comes. Three of a landmark at most.</p><ul class="cases wide">${misses.map(drawMiss)}</ul>`;
  return markup`<h2>Worst confusions</h2>${confused}<h2>Worst misses</h2>${missed}`;
}

function drawLandmarks(landmarks: readonly LandmarkFigures[]): Markup {
  const [open, rest] = [landmarks.slice(0, openLandmarks), landmarks.slice(openLandmarks)];
  const draw = (rows: readonly LandmarkFigures[]): Markup =>
    markup`<div class="scroll"><table class="landmarks"><thead><tr><th>Landmark</th><th class="number">Photos</th><th class="number">mAP</th><th class="interval"></th><th class="number">top-1</th><th>Taken for</th></tr></thead><tbody>${rows.map(drawLandmark)}</tbody></table></div>`;
  if (rest.length === 0) return draw(open);
  return markup`${draw(open)}<details><summary>${count(rest.length, 'more landmark')}</summary>${draw(rest)}</details>`;
}

function drawLandmark({ landmark, photos, mAP, precisionAt1, takenFor }: LandmarkFigures): Markup {
  const bar = mAP === null ? null : markup`<span class="span small" style="--value:${percent(mAP)}"><i></i></span>`;
  const other = takenFor === null ? null : markup`${nameLandmark(takenFor.landmark)} (${takenFor.photos}×)`;
  return markup`<tr><td>${showName(landmark)}</td><td class="number">${photos}</td><td class="number">${show(mAP)}</td><td class="interval">${bar}</td><td class="number">${show(precisionAt1)}</td><td>${other}</td></tr>`;
}

function drawFailed({ failed }: EvaluationSummary): Markup | null {
  if (failed.length === 0) return null;
  const rows = failed.map(({ path, reason }) => markup`<tr><td>${showName(path)}</td><td>${reason}</td></tr>`);
  return markup`<h2>Left out</h2><p>${count(failed.length, 'photo')} could not be read: left out of all figures.</p><div class="scroll"><table><thead><tr><th>Photo</th><th>Reason</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function drawMethod({ bootstrap, queries }: EvaluationSummary): Markup {
  return markup`<h2>How it is measured</h2>
<dl>
<dt>Ranked measures (mAP, mAP@100, precision)</dt>
<dd>Each of the ${count(queries, 'photo')} of a landmark that has two photos or more is a query against all other photos, non-landmarks included. Average precision is the mean of the precision at each hit; mAP@100 counts the first 100 ranks and divides by min(hits, 100) (Weyand et al., CVPR 2020). Precision at 5 cannot reach 1 where a landmark has fewer than six photos.</dd>
<dt>GAP</dt>
<dd>Every photo is looked up among all others; the answer is the landmark of its nearest neighbour that has one. All answers are ranked by confidence; GAP is the mean precision at the right ones (Weyand et al., CVPR 2020). Photos without an answer can only be wrong.</dd>
<dt>Pairs</dt>
<dd>All pairs with at least one landmark photo, in steps of 0.005 of the cosine.</dd>
<dt>Calibration</dt>
<dd>Pairs of two landmark photos; those of one landmark and those of two weigh one half each. Mean distance over ten bins (Guo et al., ICML 2017).</dd>
<dt>Intervals</dt>
<dd>Percentile bootstrap, ${bootstrap.resamples.toLocaleString('en')} resamples, seed ${bootstrap.seed}. Landmarks are drawn with replacement with all their photos; non-landmark photos are drawn one by one, as a stratum of their own, where they are looked up, and stay as they are in rankings and pairs. The photos that a query is compared with stay the same throughout.</dd>
<dt>Ties</dt>
<dd>Equal cosines keep the order of the table.</dd>
</dl>`;
}
