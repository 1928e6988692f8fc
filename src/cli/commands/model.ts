/** @file `cairn model list | show [NAME|DIR] | check DIR | use DIR|bundled` */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { checkModelFolder } from '../../library/models/check-model-folder.ts';
import { chooseModel } from '../../library/models/choose-model.ts';
import { describeModel, type ModelDescription } from '../../library/models/describe-model.ts';
import { describeFolder, findModel, listKnownModels, type KnownModel } from '../../library/models/known-models.ts';
import { readWithCatalog } from '../../library/models/read-with-catalog.ts';
import type { ModelCheck } from '../../ml/model/check/model-check.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes, findExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

const shownHashDigits = 12;

/** Lists the bundled and installed models, and those that photos have vectors of. Works beside an open window. */
export async function listModels(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const models = await readModels(context);
  if (terminal.isJson) {
    terminal.printJson(
      models.map(({ manifest, ...model }) => ({
        ...model,
        dims: manifest?.dims ?? null,
        sizes: manifest?.sizes ?? [],
      })),
    );
  }
  for (const model of models) printModel(terminal, model);
  return exitCodes.done;
}

/** Says everything about one model; ends with 4 when it cannot be used. */
export async function showModel(context: CommandContext, word: string | null): Promise<number> {
  const { terminal, library } = context;
  const description = await describeModel(await requireModel(context, word), library);
  if (terminal.isJson) terminal.printJson(description);
  printDescription(terminal, description);
  const { failure } = description;
  return failure === null ? exitCodes.done : findExitCode(new CairnError(failure.code, failure.message));
}

/** Checks a folder against the model contract. Changes nothing. */
export async function checkModel(context: CommandContext, folder: string): Promise<number> {
  const { terminal, signal, library } = context;
  const { launchEmbedder } = library;
  const path = resolve(folder);
  const checks = await checkModelFolder({ folder: path, launchEmbedder, signal, onCheck: createCheckView(terminal) });
  const hasPassed = !signal.aborted && checks.every(({ outcome }) => outcome !== 'failed');
  if (terminal.isJson) terminal.printJson({ folder: path, passed: hasPassed, checks });
  if (signal.aborted) return exitCodes.interrupted;
  terminal.print(hasPassed ? 'The model meets the contract.' : 'The model does not meet the contract.');
  return hasPassed ? exitCodes.done : exitCodes.modelUnusable;
}

/** Checks and installs a model and makes it the catalog's; "bundled" goes back. */
export async function useModel(context: CommandContext, word: string): Promise<number> {
  const { terminal, signal, library, bundledModelsFolder, bundledModelFolder } = context;
  const folder = word === 'bundled' ? null : (await requireModel(context, word)).folder;
  const onCheck = createCheckView(terminal);
  const result = await chooseModel({ library, folder, bundledFolder: bundledModelFolder, signal, onCheck });
  const { chosen, toEmbed } = result;
  if (signal.aborted) return exitCodes.interrupted;
  if (chosen === null) {
    if (terminal.isJson) terminal.printJson({ ...result, notes: [] });
    terminal.print('The model does not meet the contract; nothing was changed.');
    return exitCodes.modelUnusable;
  }
  const model = await readWithCatalog(library, (catalog) =>
    describeFolder({ ...library, bundledModelsFolder }, chosen.folder, catalog),
  );
  const { atlas, atlasProblem, hasLandmarkness } = await describeModel(model, library);
  const notes = [
    atlas === null ? (atlasProblem ?? 'There is no atlas: no landmark has a name.') : null,
    hasLandmarkness === false ? noGate : null,
  ].filter((note) => note !== null);
  if (terminal.isJson) terminal.printJson({ ...result, notes });
  terminal.print(
    `The catalog in ${library.dataFolder} uses ${chosen.name} (${chosen.hash.slice(0, shownHashDigits)}) now.`,
  );
  terminal.print(
    toEmbed === 0
      ? 'All photos have its vectors.'
      : `${toEmbed} photos are embedded with it at the next scan, or when Cairn is started; the albums stay until that is done.`,
  );
  for (const note of notes) terminal.print(note);
  return exitCodes.done;
}

const noGate =
  'The model has no landmarkness.json: every photo may be named and grouped, also those that show no landmark.';

function readModels({ library, bundledModelsFolder }: CommandContext): Promise<readonly KnownModel[]> {
  return readWithCatalog(library, (catalog) => listKnownModels({ ...library, bundledModelsFolder }, catalog));
}

/** A model by name, hash or folder. @throws CairnError `not-found` */
async function requireModel(context: CommandContext, word: string | null): Promise<KnownModel> {
  const found = findModel(await readModels(context), word);
  if (found !== null) return found;
  if (word !== null && existsSync(word)) {
    const { library, bundledModelsFolder } = context;
    return await readWithCatalog(library, (catalog) =>
      describeFolder({ ...library, bundledModelsFolder }, resolve(word), catalog),
    );
  }
  throw new CairnError(
    'not-found',
    `There is no model and no folder "${word ?? ''}". "cairn model list" shows the models that there are.`,
  );
}

/** Prints each check as it is made. */
function createCheckView(terminal: Terminal): (check: ModelCheck) => void {
  return ({ name, outcome, detail }) => terminal.print(`${outcome.padEnd(7)} ${name.padEnd(19)} ${detail}`);
}

function printModel(terminal: Terminal, model: KnownModel): void {
  const { origin, folder, manifest, name, hash, sizeBytes, isInUse, photos, problem } = model;
  const line = (text: string): void => terminal.print(`    ${text}`);
  terminal.print(`${isInUse ? '*' : ' '} ${name} (${origin}${isInUse ? ', in use' : ''})`);
  if (hash !== null) line(`sha256 ${hash.slice(0, shownHashDigits)}…`);
  if (manifest !== null)
    line(`${manifest.dims} dims, sizes: ${manifest.sizes.length}, ${Math.ceil(sizeBytes / 1000)} kB`);
  line(`${photos} photos have its vectors`);
  if (folder !== null) line(folder);
  if (problem !== null) line(problem);
}

function printDescription(terminal: Terminal, model: ModelDescription): void {
  const { manifest, verdicts, failure } = model;
  const line = (name: string, value: string): void => terminal.print(`${name.padEnd(14)}${value}`);
  line('model', `${model.name} (${model.origin}${model.isInUse ? ', in use' : ''})`);
  line('architecture', manifest.architecture);
  line('folder', model.folder);
  line('card', model.card ?? 'none');
  line('sha256', `${manifest.sha256}${model.isIntact ? '' : ', which model.onnx does not have'}`);
  line('vectors', `${manifest.dims} dims, ${manifest.precision}, opset ${manifest.opset}`);
  line('sizes', manifest.sizes.map(({ width, height }) => `${width}x${height}`).join(' '));
  line('scales', manifest.scales.join(' '));
  const { slope, intercept } = manifest.calibration;
  line('calibration', `probability = sigmoid(${slope} cosine ${intercept < 0 ? '-' : '+'} ${Math.abs(intercept)})`);
  line('training', manifest.trainingData);
  line('licence', manifest.licence);
  line('self-test', model.goldenEmbeddings === 0 ? 'none' : `${model.goldenEmbeddings} golden embeddings`);
  for (const { provider, verdict, detail } of verdicts) line('provider', `${provider}: ${verdict}, ${detail}`);
  line('atlas', model.atlas ?? 'none: no landmark has a name with this model; groups are found as ever');
  if (model.atlasProblem !== null) line('', model.atlasProblem);
  if (model.hasLandmarkness !== null) line('gate', model.hasLandmarkness ? 'landmarkness.json' : noGate);
  line('photos', `${model.photos} have its vectors`);
  if (failure !== null) line('problem', failure.message);
}
