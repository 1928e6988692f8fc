/** @file Commands that keep the catalog safe and bring it back. */
import { backUp, listBackups, restore, type RestoreOptions } from '../commands/backups.ts';
import { exportSidecars } from '../commands/sidecars.ts';
import type { CommonOptions } from '../context.ts';
import type { CommandAdder } from './command-adder.ts';

export function addBackupCommands({ program, add, run }: CommandAdder): void {
  add(
    'backup [file]',
    'copy the catalog, to a file or among the backups that Cairn keeps, and read the copy back',
  ).action((file: string | undefined, options: CommonOptions) =>
    run(options, (context) => backUp(context, file ?? null)),
  );
  add('backups', 'list the copies of the catalog that Cairn keeps').action((options: CommonOptions) =>
    run(options, listBackups),
  );
  add('restore [copy]', 'put the last good backup back, a named one, or a file; what was decided since is made again')
    .option('--anew', 'begin an empty catalog instead; decisions wait for their photos')
    .option('--no-replay', 'do not make again what was decided since')
    .action((copy: string | undefined, options: CommonOptions & RestoreOptions) =>
      run(options, (context) => restore(context, copy ?? null, options)),
    );
  const exported = program.command('export').description('take what was decided to other programs');
  add(
    'xmp <folder>',
    'write names, confirmed photos and favourites as XMP sidecars into a folder of their own',
    exported,
  )
    .option('--replace', 'also where another sidecar is there')
    .action((folder: string, options: CommonOptions & { readonly replace?: boolean }) =>
      run(options, (context) => exportSidecars(context, folder, options.replace === true)),
    );
}
