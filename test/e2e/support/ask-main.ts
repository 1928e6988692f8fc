/** @file What the catalog says, asked the way the page asks: through the bridge, with the contract's types. */
import type { z } from 'zod';
import type { calls, CallName, CallOutput } from '../../../src/api/calls.ts';
import type { Result } from '../../../src/api/errors.ts';
import type { AlbumSummary } from '../../../src/api/views.ts';
import type { RunningApp } from './launch-app.ts';

/** Long enough for every photo of the sample library, one processor and a busy machine. */
export const indexingLimitMs = 600_000;

type Input<Name extends CallName> = z.input<(typeof calls)[Name]['input']>;

/** @throws Error with the code of a call that failed */
export async function askMain<Name extends CallName>(
  app: Pick<RunningApp, 'page'>,
  name: Name,
  input: Input<Name>,
): Promise<CallOutput<Name>> {
  const result = await app.page.evaluate<Result<CallOutput<Name>>>(
    `cairn.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`,
  );
  if (!result.ok) throw new Error(`${name} failed: ${result.error.code}, ${result.error.message}`);
  return result.value;
}

/** Albums on view by name. */
export async function listAlbums(app: Pick<RunningApp, 'page'>): Promise<readonly AlbumSummary[]> {
  return (await askMain(app, 'albums.list', { offset: 0, limit: 100, sort: 'name' })).items;
}

/** @throws Error when no album on view has a name like that */
export async function findAlbum(app: Pick<RunningApp, 'page'>, name: string | RegExp): Promise<AlbumSummary> {
  const albums = await listAlbums(app);
  const found = albums.find((album) => (typeof name === 'string' ? album.name === name : name.test(album.name)));
  if (found === undefined)
    throw new Error(`${String(name)} is not among ${albums.map((album) => album.name).join(', ')}.`);
  return found;
}

/** Ids of the members of an album, in its own order. */
export async function listPhotoIds(app: Pick<RunningApp, 'page'>, albumId: number): Promise<readonly number[]> {
  const { items } = await askMain(app, 'albums.photos', { albumId, offset: 0, limit: 1000 });
  return items.filter(({ isTentative }) => !isTentative).map(({ id }) => id);
}

/** Waits until nothing is looked for, indexed or grouped any more. */
export async function waitUntilIdle(app: Pick<RunningApp, 'page'>, timeoutMs = indexingLimitMs): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  // Between two steps it is idle for a moment.
  for (let calm = 0; calm < 3;) {
    if (Date.now() > endMs) throw new Error('Cairn was busy for too long.');
    const { state } = await askMain(app, 'indexing.progress', {});
    calm = state === 'idle' ? calm + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
