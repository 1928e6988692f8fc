/** @file `cairn model ...` */
import { checkModel, listModels, showModel, useModel } from '../commands/model.ts';
import type { CommonOptions } from '../context.ts';
import type { CommandAdder } from './command-adder.ts';

export function addModelCommands({ program, add, run }: CommandAdder): void {
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
}
