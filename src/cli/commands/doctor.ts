/** @file `cairn doctor` */
import { CairnError, toErrorView, type ErrorView } from '../../api/errors.ts';
import type { Diagnosis } from '../../library/diagnose.ts';
import { openLibraryReader, type LibraryReader } from '../../library/open-reader.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes, findExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

/** Reports everything even when something is broken; the exit code says what. */
export async function reportDiagnosis({ terminal, library }: CommandContext): Promise<number> {
  const { reader, catalogProblem } = openWhatOpens(library);
  try {
    const diagnosis = await reader.diagnose();
    const report = { ...diagnosis, catalogProblem };
    if (terminal.isJson) terminal.printJson(report);
    printDiagnosis(terminal, diagnosis, catalogProblem);
    if (catalogProblem !== null || (diagnosis.catalog?.problems.length ?? 0) > 0) return exitCodes.catalogUnusable;
    const { embedderProblem } = diagnosis;
    return embedderProblem === null
      ? exitCodes.done
      : findExitCode(new CairnError(embedderProblem.code, embedderProblem.message));
  } finally {
    reader.close();
  }
}

function openWhatOpens(library: CommandContext['library']): {
  readonly reader: LibraryReader;
  readonly catalogProblem: ErrorView | null;
} {
  try {
    const reader = openLibraryReader({ ...library, catalogNeed: 'used', needsNeighbours: false });
    return { reader, catalogProblem: null };
  } catch (error) {
    const reader = openLibraryReader({ ...library, catalogNeed: 'unused', needsNeighbours: false });
    return { reader, catalogProblem: toErrorView(error) };
  }
}

function printDiagnosis(terminal: Terminal, diagnosis: Diagnosis, catalogProblem: ErrorView | null): void {
  const { embedder, embedderProblem, catalog } = diagnosis;
  const line = (name: string, value: string): void => terminal.print(`${name.padEnd(11)}${value}`);
  line('Cairn', diagnosis.version);
  line('Node.js', `${diagnosis.node} on ${diagnosis.platform}, ${diagnosis.processors} processors`);
  line('data', diagnosis.dataFolder);
  line('model', embedder.model ?? 'none');
  line('provider', embedder.provider ?? 'none');
  for (const { provider, verdict, detail } of embedder.verdicts) line('', `${provider}: ${verdict}, ${detail}`);
  line('atlas', embedder.atlas === null ? 'none' : `${embedder.atlas}, ${embedder.atlasLandmarks} landmarks`);
  if (diagnosis.atlasProblem !== null) line('', diagnosis.atlasProblem);
  if (diagnosis.hasLandmarkness === false) line('gate', 'none: every photo may be named and grouped with this model');
  if (embedder.problem !== null) line('', embedder.problem);
  if (embedderProblem !== null && embedderProblem.message !== embedder.problem)
    line('problem', embedderProblem.message);
  if (catalogProblem !== null) line('catalog', catalogProblem.message);
  if (catalog === null) {
    if (catalogProblem === null) line('catalog', 'none yet');
    return;
  }
  const { files, jobs } = catalog;
  line('catalog', catalog.path);
  line('integrity', catalog.problems.length === 0 ? 'good' : catalog.problems.join('; '));
  line(
    'photos',
    `${catalog.photos} in ${catalog.roots} folders, ${catalog.embeddings ?? 0} with this model's embedding`,
  );
  line('files', `${files.present} present, ${files.offline} offline, ${files.missing} missing`);
  line('jobs', `${jobs.queued} queued, ${jobs.failed} failed, ${jobs.quarantined} quarantined`);
  line('albums', `${catalog.albums}, ${catalog.decisions} decisions`);
  for (const { photo, albumName } of catalog.doubtful ?? []) {
    line('doubtful', `${photo.fileName} does not look like the other photos of ${albumName}: it teaches nothing`);
  }
  if (catalog.isModelChanging === true) line('', 'of another model, until the photos are embedded with this one');
}
