/** @file Commands that measure. */
import type { Command } from 'commander';
import { evaluateRecognition, evaluateRetrieval, evaluateTable, type EvaluateOptions } from '../commands/eval.ts';
import type { CommonOptions } from '../context.ts';
import type { CommandAdder } from './command-adder.ts';

const evaluationHelp = `
Figures: mAP, mAP@100, precision at 1, 5, 10, GAP (raw and penalised by non-landmarks), pair F1 with its precision and recall,
calibration error, AUC of landmark-ness; 95 % intervals by a bootstrap over landmarks. Photos that cannot be read are listed
and left out. The bundled model is measured unless --model names another. Nothing is stored; photos are never changed.

  cairn eval photos.csv --split validation --report report
  cairn eval gldv2 recognition recognition_solution_v2.1.csv predictions.csv
  cairn eval gldv2 retrieval retrieval_solution_v2.1.csv predictions.csv`;

export function addEvaluationCommands({ add, run }: CommandAdder): void {
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
}
