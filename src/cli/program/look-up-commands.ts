/** @file Commands that look photos up and change no catalog. */
import { embedFiles } from '../commands/embed.ts';
import { explainPhotos } from '../commands/explain.ts';
import { identifyPhotos } from '../commands/identify.ts';
import { findSimilarPhotos } from '../commands/similar.ts';
import type { CommonOptions } from '../context.ts';
import type { CommandAdder } from './command-adder.ts';

export function addLookUpCommands({ add, run }: CommandAdder): void {
  add('identify <photo...>', 'look photos up in the atlas; changes no catalog')
    .option('--why', 'say what speaks for and against each landmark')
    .action((photos: string[], options: CommonOptions & { readonly why?: true }) =>
      run(options, (context) =>
        options.why === true ? explainPhotos(context, photos) : identifyPhotos(context, photos),
      ),
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
}
