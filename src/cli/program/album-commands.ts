/** @file Commands that make and list albums. */
import { listAlbums } from '../commands/albums.ts';
import { reportDiagnosis } from '../commands/doctor.ts';
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
  add('doctor', 'report versions, providers, model, atlas, catalog').action((options: CommonOptions) =>
    run(options, reportDiagnosis),
  );
}
