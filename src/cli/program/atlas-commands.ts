/** @file Commands about atlases: what gives landmarks their names. */
import { Option, type Command } from 'commander';
import { gldv2Variants } from '../../library/atlases/gldv2-source.ts';
import {
  buildAtlasPack,
  exportAtlasPack,
  importAtlasPack,
  listAtlases,
  removeAtlasPack,
  useAtlases,
  type AtlasBuildOptions,
  type AtlasNaming,
} from '../commands/atlas.ts';
import type { CommonOptions } from '../context.ts';
import type { CommandAdder } from './command-adder.ts';

const buildHelp = `
A source is
  a folder with a sub-folder of photos for each landmark, named after it; photos of nothing in particular in a sub-folder "_none";
  a csv table with a header and the columns path and landmark: paths relative to it, no landmark = shows none;
  the folder of Google Landmarks v2: train_clean.csv or train.csv, train_label_to_category.csv, train/0/1/2/<id>.jpg.
Names that Cairn knows bring their places and other names along.`;

export function addAtlasCommands({ program, add, run }: CommandAdder): void {
  const atlas = program
    .command('atlas')
    .description('build, exchange and choose what landmarks are recognised by; the choice is of the catalog');
  const addBuildOptions = (command: Command): Command =>
    command
      .option('--references <n>', 'at most so many references a landmark (default: 32, of Google Landmarks v2 3)')
      .addOption(new Option('--variant <name>', 'part of Google Landmarks v2').choices(gldv2Variants).default('clean'));
  const addNaming = (command: Command): Command =>
    command
      .requiredOption('--out <pack>', 'file to write, usually NAME.cairn-atlas')
      .option('--name <name>', 'of the pack')
      .option('--pack-version <text>', 'of the pack', '1');

  addBuildOptions(addNaming(add('build <source>', 'make a pack of labelled photos', atlas)))
    .option('--licence <text>', 'of the pack')
    .option('--attribution <text>', 'whose photos they were')
    .addHelpText('after', buildHelp)
    .action((source: string, options: CommonOptions & AtlasBuildOptions & AtlasNaming) =>
      run(options, (context, given) => buildAtlasPack(context, source, given)),
    );
  addBuildOptions(add('import <pack>', 'install a pack and use it beside the others', atlas))
    .option('--photos <source>', 'build it again from its photos when it is of another model; see "build"')
    .action((file: string, options: CommonOptions & AtlasBuildOptions & { readonly photos?: string }) =>
      run(options, (context, given) => importAtlasPack(context, file, given)),
    );
  addNaming(add('export', 'make a pack of what you named and confirmed: vectors and names, no photos', atlas))
    .option('--with-places', 'put the places of your own albums into it, too')
    .action((options: CommonOptions & AtlasNaming & { readonly withPlaces?: boolean }) =>
      run(options, exportAtlasPack),
    );
  add('list', 'list the bundled atlas and the installed packs', atlas).action((options: CommonOptions) =>
    run(options, listAtlases),
  );
  add('use <atlas...>', 'use exactly these: "bundled", names, fingerprints; or "none"', atlas).action(
    (words: string[], options: CommonOptions) => run(options, (context) => useAtlases(context, words)),
  );
  add('remove <atlas>', 'delete an installed pack; albums that it named stay', atlas).action(
    (word: string, options: CommonOptions) => run(options, (context) => removeAtlasPack(context, word)),
  );
}
