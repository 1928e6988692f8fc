/** @file Commands that make and list albums. */
import { listAlbums } from '../commands/albums.ts';
import { reportDiagnosis } from '../commands/doctor.ts';
import { listNames } from '../commands/names.ts';
import { regroup, type RegroupOptions } from '../commands/regroup.ts';
import { scanFolders } from '../commands/scan.ts';
import type { CommonOptions } from '../context.ts';
import type { CommandAdder } from './command-adder.ts';

export function addAlbumCommands({ add, run }: CommandAdder): void {
  add('scan <folder...>', 'add folders, index until done, print totals').action(
    (folders: string[], options: CommonOptions) => run(options, (context) => scanFolders(context, folders)),
  );
  add('albums', 'list the albums')
    .option('--hidden', 'those that were hidden, too')
    .action((options: CommonOptions & { readonly hidden?: boolean }) => run(options, listAlbums));
  add(
    'names <album>',
    'list what an album could be called, the likeliest first; "cairn rename" or "link" says so',
  ).action((album: string, options: CommonOptions) => run(options, (context) => listNames(context, album)));
  add('regroup', 'list what a new grouping of everything would change: nothing changes by itself')
    .option('--accept <n...>', 'do what these numbers of the list propose, or "all"; "cairn undo" takes it back')
    .option('--dismiss <n...>', 'never propose these again, or "all"')
    .action((options: CommonOptions & RegroupOptions) => run(options, regroup));
  add('doctor', 'report versions, providers, model, atlas, catalog').action((options: CommonOptions) =>
    run(options, reportDiagnosis),
  );
}
