/** @file Which decisions can be undone and redone, read from the log alone, so that it holds across restarts. */
import { z } from 'zod';
import type { Catalog } from '../../db/catalog.ts';
import type { DecisionKind } from '../../db/decisions.ts';
import { effectsSchema, type Effect } from './effects.ts';

/** Payload of an `undo` or `redo`. */
const turnSchema = z.object({ decision: z.number() });

export interface PastDecision {
  readonly id: number;
  readonly kind: DecisionKind;
  readonly effects: readonly Effect[];
}

export interface History {
  /** The decision that undoing takes back; null when there is none. */
  readonly findUndo: () => PastDecision | null;
  /** The decision that redoing brings about again; null after a new decision. */
  readonly findRedo: () => PastDecision | null;
}

/** Rows of the log read at a time. */
const pageSize = 500;

/** Makes a history. It reads what was appended since it was last asked. */
export function createHistory(catalog: Catalog): History {
  const done: number[] = [];
  const undone: number[] = [];
  let lastId = 0;

  const catchUp = (): void => {
    for (;;) {
      const rows = catalog.decisions.list({ afterId: lastId, limit: pageSize });
      for (const row of rows) {
        lastId = row.id;
        const turn = row.kind === 'undo' || row.kind === 'redo' ? turnSchema.safeParse(row.payload).data : null;
        if (row.kind === 'undo') moveLast(done, undone, turn?.decision);
        else if (row.kind === 'redo') moveLast(undone, done, turn?.decision);
        else if (isUndoable(row.effects)) {
          done.push(row.id);
          undone.length = 0;
        }
      }
      if (rows.length < pageSize) return;
    }
  };
  const read = (id: number | undefined): PastDecision | null => {
    const row = id === undefined ? undefined : catalog.decisions.list({ afterId: id - 1, limit: 1 })[0];
    if (row === undefined || row.id !== id) return null;
    const effects = effectsSchema.safeParse(row.effects);
    return effects.success ? { id: row.id, kind: row.kind, effects: effects.data } : null;
  };
  return {
    findUndo: () => {
      catchUp();
      return read(done.at(-1));
    },
    findRedo: () => {
      catchUp();
      return read(undone.at(-1));
    },
  };
}

/** One that changed nothing, or was made before there was undo, is not in the way of the others. */
function isUndoable(effects: unknown): boolean {
  return Array.isArray(effects) && effects.length > 0;
}

function moveLast(from: number[], to: number[], id: number | undefined): void {
  if (from.at(-1) !== id || id === undefined) return;
  from.pop();
  to.push(id);
}
