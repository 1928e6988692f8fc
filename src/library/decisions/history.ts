/** @file Which decisions were made, and which of them can be undone and redone: read from the log alone, so that it holds across restarts. */
import type { Catalog } from '../../db/catalog.ts';
import type { DecisionEntry, DecisionKind } from '../../db/decisions.ts';
import { effectsSchema, type Effect } from './effects.ts';

export interface PastDecision {
  readonly id: number;
  readonly kind: DecisionKind;
  readonly effects: readonly Effect[];
}

/** A decision of the log as it stands now. */
export interface PastState {
  readonly row: DecisionEntry;
  readonly isUndone: boolean;
  /**
   * Decisions that are turned with it: undone, if it is done, else redone; itself is one of them. Null: it cannot be turned (it changed
   * nothing, or was undone before something else was decided).
   */
  readonly steps: number | null;
}

export interface History {
  /** The decision that undoing takes back; null when there is none. */
  readonly findUndo: () => PastDecision | null;
  /** The decision that redoing brings about again; null after a new decision. */
  readonly findRedo: () => PastDecision | null;
  /** Without the undoing and redoing itself, the latest first. */
  readonly listPast: (page: { readonly offset: number; readonly limit: number }) => {
    readonly total: number;
    readonly items: readonly PastState[];
  };
  readonly findPast: (id: number) => Omit<PastState, 'row'> | null;
}

/** Rows of the log read at a time. */
const pageSize = 5000;
/** One to undo, one to redo. */
const keptCount = 2;

/** Makes a history. It reads what was appended since it was last asked. */
export function createHistory(catalog: Catalog): History {
  /** Decisions in order, without undo and redo. */
  const made: number[] = [];
  const done: number[] = [];
  const undone: number[] = [];
  /** Also those that cannot be redone any more. */
  const takenBack = new Set<number>();
  let lastId = 0;
  /** What was read of the decisions that undo and redo would turn. */
  const kept = new Map<number, PastDecision | null>();

  const catchUp = (): void => {
    for (;;) {
      const rows = catalog.decisions.listTurns({ afterId: lastId, limit: pageSize });
      for (const { id, kind, turnedId, hasEffects } of rows) {
        lastId = id;
        if (kind === 'undo') {
          if (moveLast(done, undone, turnedId)) takenBack.add(turnedId);
        } else if (kind === 'redo') {
          if (moveLast(undone, done, turnedId)) takenBack.delete(turnedId);
        } else {
          made.push(id);
          // One that changed nothing, or was made before there was undo, is not in the way of the others.
          if (!hasEffects) continue;
          done.push(id);
          undone.length = 0;
        }
      }
      if (rows.length < pageSize) return;
    }
  };
  const parse = (id: number): PastDecision | null => {
    const row = catalog.decisions.get(id);
    const effects = effectsSchema.safeParse(row?.effects);
    return row !== null && effects.success ? { id, kind: row.kind, effects: effects.data } : null;
  };
  const read = (id: number | undefined): PastDecision | null => {
    if (id === undefined) return null;
    // Asked for again and again by whoever shows what can be undone. A row of the log never changes.
    const past = kept.has(id) ? (kept.get(id) ?? null) : parse(id);
    kept.delete(id);
    kept.set(id, past);
    for (const [oldest] of kept) if (kept.size > keptCount) kept.delete(oldest);
    return past;
  };
  const countSteps = (id: number): number | null => {
    const stack = takenBack.has(id) ? undone : done;
    const index = stack.lastIndexOf(id);
    return index < 0 ? null : stack.length - index;
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
    findPast: (id) => {
      catchUp();
      return made.includes(id) ? { isUndone: takenBack.has(id), steps: countSteps(id) } : null;
    },
    listPast: ({ offset, limit }) => {
      catchUp();
      const end = Math.max(0, made.length - offset);
      const items = made
        .slice(Math.max(0, end - limit), end)
        .reverse()
        .flatMap((id): PastState[] => {
          const row = catalog.decisions.getEntry(id);
          return row === null ? [] : [{ row, isUndone: takenBack.has(id), steps: countSteps(id) }];
        });
      return { total: made.length, items };
    },
  };
}

function moveLast(from: number[], to: number[], id: number | null): id is number {
  if (id === null || from.at(-1) !== id) return false;
  from.pop();
  to.push(id);
  return true;
}
