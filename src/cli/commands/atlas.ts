/** @file `cairn atlas build SOURCE | import PACK | export | list | remove ATLAS | use ATLAS...` */
import { basename, resolve } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { buildAtlas, type BuildPhase, type BuiltAtlas } from '../../library/atlases/build-atlas.ts';
import { chooseAtlases, importAtlas, removeAtlas } from '../../library/atlases/choose-atlases.ts';
import { exportAtlas } from '../../library/atlases/export-atlas.ts';
import type { Gldv2Variant } from '../../library/atlases/gldv2-source.ts';
import { listKnownAtlases, type KnownAtlas } from '../../library/atlases/installed-atlases.ts';
import { showText } from '../../library/evaluation/csv-table.ts';
import { readWithCatalog } from '../../library/models/read-with-catalog.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { createCountView } from '../show-count.ts';
import type { Terminal } from '../terminal.ts';

export interface AtlasBuildOptions {
  readonly variant: Gldv2Variant;
  /** A number, as text. */
  readonly references?: string;
}

export interface AtlasNaming {
  readonly out: string;
  readonly name?: string;
  readonly packVersion: string;
}

const shownDigits = 12;
const mostReferences = 1000;

/** Builds a pack from labelled photos. */
export async function buildAtlasPack(
  context: CommandContext,
  source: string,
  options: AtlasBuildOptions & AtlasNaming & { readonly licence?: string; readonly attribution?: string },
): Promise<number> {
  const { terminal, signal, library } = context;
  const startMs = performance.now();
  const built = await buildAtlas({
    library,
    source,
    variant: options.variant,
    out: resolve(options.out),
    name: options.name ?? basename(resolve(source)).replace(/\.csv$/, ''),
    version: options.packVersion,
    rights: { licence: options.licence ?? 'Not stated', attribution: options.attribution ?? '' },
    referencesPerLandmark: parseReferences(options.references),
    signal,
    onProgress: createProgress(terminal),
  });
  terminal.showStatus('');
  if (built === null) return exitCodes.interrupted;
  const seconds = Math.round(performance.now() - startMs) / 1000;
  if (terminal.isJson) terminal.printJson({ ...built, seconds });
  printBuilt(terminal, built);
  return exitCodes.done;
}

/** Installs a pack and uses it beside those in use. */
export async function importAtlasPack(
  context: CommandContext,
  file: string,
  { photos, ...options }: AtlasBuildOptions & { readonly photos?: string },
): Promise<number> {
  const { terminal, signal, library } = context;
  const imported = await importAtlas({
    library,
    file: resolve(file),
    photos: photos ?? null,
    build: {
      variant: options.variant,
      referencesPerLandmark: parseReferences(options.references),
      signal,
      onProgress: createProgress(terminal),
    },
  });
  terminal.showStatus('');
  if (imported === null) return exitCodes.interrupted;
  const { atlas, isRebuilt } = imported;
  if (terminal.isJson) terminal.printJson({ ...atlas, isRebuilt });
  terminal.print(
    `${isRebuilt ? 'Built again with the model of this catalog and imported' : 'Imported'}: ${showText(atlas.name)}, ${atlas.landmarks} landmarks.`,
  );
  terminal.print(lookedUpAgain);
  return exitCodes.done;
}

const lookedUpAgain = 'All photos are looked up again at the next scan, or when Cairn is started.';

/** What somebody who gives a pack away should know. */
const exportWarning =
  'A pack holds no photos, but its vectors tell what your photos show: whoever has a photo of a place can find out that the place is in the pack, whoever has one of these very photos can find out that it is yours, and rough pictures can be made from vectors. The names of your albums are in it, too. Give it only to people who may know all that.';

/** Writes the confirmed landmarks of the catalog as a pack. */
export async function exportAtlasPack(
  context: CommandContext,
  options: AtlasNaming & { readonly withPlaces?: boolean },
): Promise<number> {
  const { terminal, signal, library } = context;
  const exported = await exportAtlas({
    library,
    out: resolve(options.out),
    name: options.name ?? 'My landmarks',
    version: options.packVersion,
    hasOwnPlaces: options.withPlaces === true,
    signal,
  });
  if (exported === null) return exitCodes.interrupted;
  const { file, landmarks, sizeBytes, unnamed } = exported;
  if (terminal.isJson) terminal.printJson({ ...exported, warning: exportWarning });
  for (const { name, photos } of landmarks) terminal.print(`  ${showText(name)}: ${photos} photos`);
  terminal.print(`${landmarks.length} landmarks in ${file} (${Math.ceil(sizeBytes / 1000)} kB).`);
  if (unnamed > 0) terminal.note(`cairn: left out because they have no name: ${unnamed} albums`);
  terminal.note(`cairn: ${exportWarning}`);
  return exitCodes.done;
}

/** Lists the bundled atlas and the installed packs. Works beside an open window. */
export async function listAtlases({ terminal, library }: CommandContext): Promise<number> {
  const atlases = await readWithCatalog(library, (catalog) => listKnownAtlases(library, catalog));
  if (terminal.isJson) terminal.printJson(atlases);
  for (const atlas of atlases) printAtlas(terminal, atlas);
  return exitCodes.done;
}

/** Makes exactly these the catalog's; "none" alone switches all off. */
export async function useAtlases({ terminal, library }: CommandContext, words: readonly string[]): Promise<number> {
  if (words.includes('none') && words.length > 1) {
    throw new CairnError('invalid-input', '"none" goes with no other atlas.');
  }
  const atlases = await chooseAtlases(library, words[0] === 'none' ? [] : words);
  if (terminal.isJson) terminal.printJson(atlases);
  for (const atlas of atlases) printAtlas(terminal, atlas);
  terminal.print(lookedUpAgain);
  return exitCodes.done;
}

/** Deletes an installed pack. */
export async function removeAtlasPack({ terminal, library }: CommandContext, word: string): Promise<number> {
  const removed = await removeAtlas(library, word);
  if (terminal.isJson) terminal.printJson(removed);
  terminal.print(`Removed ${showText(removed.name)}; albums that it named stay.`);
  return exitCodes.done;
}

/** Null: as many as are usual for the source. */
function parseReferences(text: string | undefined): number | null {
  if (text === undefined) return null;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= mostReferences) return count;
  throw new CairnError('invalid-input', `--references takes a whole number from 1 to ${mostReferences}.`);
}

function createProgress(terminal: Terminal): (phase: BuildPhase, done: number, total: number) => void {
  const views = new Map<BuildPhase, (done: number) => void>();
  return (phase, done, total) => {
    const known = views.get(phase);
    const show =
      known ??
      (phase === 'embedding'
        ? createCountView(terminal, 'Embedding', total)
        : createCountView(terminal, 'Comparing', total, 'references'));
    views.set(phase, show);
    show(done);
  };
}

function printBuilt(terminal: Terminal, built: BuiltAtlas): void {
  const { file, landmarks, nonLandmarks, sizeBytes, model, failed, failedCount, empty } = built;
  const sum = (count: (landmark: BuiltAtlas['landmarks'][number]) => number): number =>
    landmarks.reduce((total, landmark) => total + count(landmark), 0);
  const line = (name: string, value: string): void => terminal.print(`${name.padEnd(14)}${value}`);
  line('pack', `${file} (${Math.ceil(sizeBytes / 1000)} kB, for ${model})`);
  line('landmarks', `${landmarks.length}, known to Cairn: ${sum(({ isKnown }) => Number(isKnown))}`);
  line('references', `${sum(({ references }) => references)} of ${sum(({ photos }) => photos)} photos`);
  line('left out', `${sum(({ outliers }) => outliers.length)} photos that no other photo of their landmark is like`);
  line('no landmark', `${nonLandmarks} photos`);
  if (empty > 0) terminal.note(`cairn: landmarks without a photo that could be read: ${empty}`);
  if (failedCount > 0) terminal.note(`cairn: could not be read and left out: ${failedCount}`);
  for (const { path, reason } of failed) terminal.note(`cairn: ${showText(path)}: ${reason}`);
}

function printAtlas(terminal: Terminal, atlas: KnownAtlas): void {
  const { origin, name, model, landmarks, references, sizeBytes, fingerprint, isInUse, problem } = atlas;
  const line = (text: string): void => terminal.print(`    ${text}`);
  terminal.print(`${isInUse ? '*' : ' '} ${showText(name)} (${origin}${isInUse ? ', in use' : ''})`);
  if (fingerprint !== null) line(`fingerprint ${fingerprint.slice(0, shownDigits)}…`);
  line(`${landmarks} landmarks, ${references} references, ${Math.ceil(sizeBytes / 1000)} kB`);
  if (model !== null) line(`for the model ${showText(model)}`);
  if (problem !== null) line(problem);
}
