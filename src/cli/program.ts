/** @file The commands with their options and help. */
import { Command, Option } from 'commander';
import { createContext, providers, readVersion, type CommandContext, type CommonOptions } from './context.ts';
import { listAlbums } from './commands/albums.ts';
import { confirmPhotos, mergeAlbums, rejectPhotos, renameAlbum } from './commands/decide.ts';
import { reportDiagnosis } from './commands/doctor.ts';
import { embedFiles } from './commands/embed.ts';
import { evaluateRecognition, evaluateRetrieval, evaluateTable, type EvaluateOptions } from './commands/eval.ts';
import { identifyPhotos } from './commands/identify.ts';
import { checkModel, listModels, showModel, useModel } from './commands/model.ts';
import { scanFolders } from './commands/scan.ts';
import { findSimilarPhotos } from './commands/similar.ts';

const exitCodeHelp = `
Exit codes: 0 done (photos that could not be read are reported), 1 a fault of Cairn, 2 wrong usage, 3 catalog unusable,
4 model unusable, 130 interrupted (what was done is kept).`;

const evaluationHelp = `
Figures: mAP, mAP@100, precision at 1, 5, 10, GAP (raw and penalised by non-landmarks), pair F1 with its precision and recall,
calibration error, AUC of landmark-ness; 95 % intervals by a bootstrap over landmarks. Photos that cannot be read are listed
and left out. The bundled model is measured unless --model names another. Nothing is stored; photos are never changed.

  cairn eval photos.csv --split validation --report report
  cairn eval gldv2 recognition recognition_solution_v2.1.csv predictions.csv
  cairn eval gldv2 retrieval retrieval_solution_v2.1.csv predictions.csv`;

/** @param setExitCode called by a command that ends with another code than 0 */
export function buildProgram(signal: AbortSignal, setExitCode: (code: number) => void): Command {
  const program = new Command('cairn');
  // Before the commands are added: they take these settings over.
  program
    .description('Finds the landmarks in your own photos, on your own computer. Photos are never changed or uploaded.')
    .version(readVersion())
    .exitOverride()
    .showHelpAfterError('(cairn --help shows what can be called)')
    .addHelpText('after', exitCodeHelp);

  /** A command with the options that all of them have. */
  const add = (usage: string, description: string, parent = program): Command =>
    parent
      .command(usage)
      .description(description)
      .option('--catalog <dir>', 'folder of the catalog (default: that of the window)')
      .option('--json', 'print JSON alone on standard output')
      .addOption(new Option('--provider <name>', 'what computes the embeddings').choices(providers))
      .option('--model <dir>', 'folder of another model, for this call (default: what "cairn model use" chose)')
      .option('--verbose', 'say more on standard error');
  const run = async <Options extends CommonOptions>(
    options: Options,
    work: (context: CommandContext, options: Options) => Promise<number>,
  ): Promise<void> => {
    setExitCode(await work(createContext(options, process.env, signal), options));
  };

  add('scan <folder...>', 'add folders, index until done, print totals').action(
    (folders: string[], options: CommonOptions) => run(options, (context) => scanFolders(context, folders)),
  );
  add('albums', 'list the albums').action((options: CommonOptions) => run(options, listAlbums));
  add('rename <album> <name>', 'name an album').action((album: string, name: string, options: CommonOptions) =>
    run(options, (context) => renameAlbum(context, album, name)),
  );
  add('confirm <album> <photo...>', 'say that photos show the landmark of an album').action(
    (album: string, photos: string[], options: CommonOptions) =>
      run(options, (context) => confirmPhotos(context, album, photos)),
  );
  add('reject <album> <photo...>', 'say that photos do not show it: remembered for ever').action(
    (album: string, photos: string[], options: CommonOptions) =>
      run(options, (context) => rejectPhotos(context, album, photos)),
  );
  add('merge <into> <from>', 'let all of one album join another').action(
    (into: string, from: string, options: CommonOptions) => run(options, (context) => mergeAlbums(context, into, from)),
  );
  add('identify <photo...>', 'look photos up in the atlas; changes no catalog').action(
    (photos: string[], options: CommonOptions) => run(options, (context) => identifyPhotos(context, photos)),
  );
  add('similar <photo>', 'find the nearest photos of the catalog')
    .option('-k, --count <n>', 'how many', '10')
    .action((photo: string, options: CommonOptions & { readonly count: string }) =>
      run(options, (context) => findSimilarPhotos(context, photo, options.count)),
    );
  add('embed', 'write the unit vectors of photos to a file')
    .requiredOption('--list <file>', 'text file with one photo a line')
    .requiredOption('--out <file>', 'rows of little-endian float32, in the order of the list')
    .action((options: CommonOptions & { readonly list: string; readonly out: string }) =>
      run(options, (context) => embedFiles(context, options)),
    );
  const evaluation = add('eval', 'measure a model on labelled photos, or score predictions of Google Landmarks v2')
    .argument(
      '<table>',
      'csv with a header: path, landmark, maybe split; paths relative to it, no landmark = shows none',
    )
    .option('--split <name>', 'only the photos of this split')
    .option('--report <dir>', 'write a page with curves, confusions and misses into this new folder')
    .addHelpText('after', evaluationHelp)
    .action((table: string, options: CommonOptions & EvaluateOptions) =>
      run(options, (context) => evaluateTable(context, table, options)),
    );
  const gldv2 = evaluation.command('gldv2').description('score predictions in the files of Google Landmarks v2');
  // `--json` is an option of `eval`, wherever it stands.
  gldv2
    .command('recognition <solution> <predictions>')
    .description('GAP of id,landmarks with "label confidence" against id,landmarks,Usage [--json]')
    .action((solution: string, predictions: string, _options: unknown, command: Command) =>
      run(command.optsWithGlobals(), (context) => evaluateRecognition(context, solution, predictions)),
    );
  gldv2
    .command('retrieval <solution> <predictions>')
    .description('mAP@100 of id,images, best image first, against id,images,Usage [--json]')
    .action((solution: string, predictions: string, _options: unknown, command: Command) =>
      run(command.optsWithGlobals(), (context) => evaluateRetrieval(context, solution, predictions)),
    );
  const model = program
    .command('model')
    .description('see, check and choose the model that computes the embeddings; the choice is of the catalog');
  add('list', 'list the bundled and the installed models', model).action((options: CommonOptions) =>
    run(options, listModels),
  );
  add('show [model]', 'say everything about a model: the one in use, a name, a folder', model).action(
    (word: string | undefined, options: CommonOptions) => run(options, (context) => showModel(context, word ?? null)),
  );
  add('check <dir>', 'check a model folder against the contract; ends with 4 when it fails', model).action(
    (folder: string, options: CommonOptions) => run(options, (context) => checkModel(context, folder)),
  );
  add('use <dir|bundled>', 'check a model, install it, embed the photos again with it', model).action(
    (word: string, options: CommonOptions) => run(options, (context) => useModel(context, word)),
  );
  add('doctor', 'report versions, providers, model, atlas, catalog').action((options: CommonOptions) =>
    run(options, reportDiagnosis),
  );
  return program;
}
