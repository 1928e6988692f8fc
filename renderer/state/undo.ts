/** @file Undo and redo of decisions, of whatever session. */
import { callMain } from '../client.ts';
import { t } from '../strings/index.ts';
import type { LibraryState } from './library.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Takes the last decision back, or makes it again, and says which one. */
export async function turnDecision(turn: 'undo' | 'redo', library: LibraryState, toasts: Toasts): Promise<void> {
  await library.run(async () => {
    const kind = (await callMain('decisions.state', {}))[turn];
    if (kind === null) {
      toasts.report(t.decisions.nothingTo[turn]);
      return;
    }
    await callMain(`decisions.${turn}`, {});
    toasts.report(t.decisions.did[turn](t.decisions.kinds[kind] ?? kind));
  });
}
