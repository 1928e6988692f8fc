/** @file `cairn identify PHOTO...` */
import { openLibraryReader } from '../../library/open-reader.ts';
import type { Identification } from '../../library/read-tools.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

/** Looks photos up in the atlas and, where there is a catalog, in the person's own confirmed photos. */
export async function identifyPhotos(context: CommandContext, photos: readonly string[]): Promise<number> {
  const { terminal, signal, library } = context;
  const reader = openLibraryReader({ ...library, catalogNeed: 'used', needsNeighbours: true });
  try {
    const results = await reader.identify(photos, signal);
    for (const { path, failure } of results) if (failure !== null) terminal.note(`cairn: ${path}: ${failure}`);
    if (terminal.isJson) terminal.printJson(results);
    for (const result of results) terminal.print(describe(result));
    return exitCodes.done;
  } finally {
    reader.close();
  }
}

function describe({ path, name, confidence, candidates, failure }: Identification): string {
  if (failure !== null) return `${path}: not read`;
  if (name !== null && confidence !== null) return `${path}: ${name} (${Math.round(confidence * 100)} %)`;
  const [best] = candidates;
  const hint = best === undefined ? '' : `; nearest is ${best.name} (${Math.round(best.confidence * 100)} %)`;
  return `${path}: no landmark that is sure enough${hint}`;
}
