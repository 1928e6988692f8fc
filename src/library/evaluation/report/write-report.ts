/** @file Writes a report: a folder with index.html, figures.json and thumbnails, which can be moved and sent as it is. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CairnError } from '../../../api/errors.ts';
import { writeFileAtomically } from '../../../ml/decode/write-file-atomically.ts';
import type { PhotoEvaluation } from '../evaluate-photos.ts';
import type { PhotoEmbedder } from '../photo-embedder.ts';
import { worstCaseLimit, type EvaluationSummary } from '../summarize-evaluation.ts';
import { listConfusions, listMisses } from '../worst-cases.ts';
import { renderPage, reportGenerator } from './page.ts';

export interface WriteReportParams {
  /** As `prepareReportFolder` allowed it. */
  readonly folder: string;
  readonly evaluation: PhotoEvaluation;
  readonly summary: EvaluationSummary;
  readonly renderThumbnail: PhotoEmbedder['renderThumbnail'];
  readonly signal: AbortSignal;
  readonly madeMs: number;
}

const pageName = 'index.html';
const thumbnailFolder = 'thumbnails';
/** Thumbnails under way: enough for the embedder's threads. */
const windowSize = 4;

/**
 * Makes the folder, or takes one of an earlier report, which is replaced. Names in it are ours alone: nothing is written where a table says.
 * @throws CairnError `invalid-input` for a folder with other things in it, or that cannot be made
 */
export async function prepareReportFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const names = await readdir(folder);
    if (names.length === 0) return;
    const page = await readFile(join(folder, pageName), 'utf8').catch(() => '');
    if (!page.includes(`<meta name="generator" content="${reportGenerator}">`)) {
      throw new CairnError(
        'invalid-input',
        `${folder} holds other files. Name a new or an empty folder for the report.`,
      );
    }
  } catch (error) {
    if (error instanceof CairnError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CairnError('invalid-input', `The folder ${folder} cannot be used for the report (${code}).`, {
      cause: error,
    });
  }
}

/** Writes the report and returns the path of its page. @throws CairnError `cancelled` after an abort */
export async function writeReport(params: WriteReportParams): Promise<string> {
  const { folder, evaluation, summary, madeMs } = params;
  const confusions = listConfusions(evaluation.vectors, worstCaseLimit);
  const misses = listMisses(evaluation.vectors, worstCaseLimit);
  const rows = new Set([
    ...confusions.flatMap(({ photo, answer }) => [photo, answer]),
    ...misses.flatMap(({ photo, first, mate }) => [photo, first, mate]),
  ]);
  const thumbnails = await writeThumbnails([...rows], params);
  const page = renderPage({ evaluation, summary, confusions, misses, thumbnails, madeMs });
  await writeFileAtomically(join(folder, 'figures.json'), Buffer.from(`${JSON.stringify(summary, null, 2)}\n`), {
    readers: 'usual',
  });
  await writeFileAtomically(join(folder, pageName), Buffer.from(page), { readers: 'usual' });
  return join(folder, pageName);
}

/** Numbered files; the address of each beside the page, by row. */
async function writeThumbnails(
  rows: readonly number[],
  { folder, evaluation, renderThumbnail, signal }: WriteReportParams,
): Promise<ReadonlyMap<number, string>> {
  await rm(join(folder, thumbnailFolder), { recursive: true, force: true });
  const addresses = new Map<number, string>();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < rows.length) {
      if (signal.aborted) throw new CairnError('cancelled', 'Interrupted.');
      const place = next;
      next += 1;
      const row = rows[place] ?? -1;
      const thumbnail = await renderThumbnail(evaluation.photos[row]?.file ?? '');
      if (thumbnail === null) continue;
      const name = `${String(place + 1).padStart(4, '0')}.webp`;
      await writeFileAtomically(join(folder, thumbnailFolder, name), thumbnail, { readers: 'usual' });
      addresses.set(row, `${thumbnailFolder}/${name}`);
    }
  };
  await Promise.all(Array.from({ length: windowSize }, work));
  return addresses;
}
