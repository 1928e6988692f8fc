/** @file Gives a catalog the decisions that only the journal knows, in the journal's order ([Note: journal]). */
import { z } from 'zod';
import { CairnError } from '../../api/errors.ts';
import type { Catalog } from '../../db/catalog.ts';
import { noteMuchDecided } from '../albums/pending-work.ts';
import { effectsSchema } from '../decisions/effects.ts';
import { replayDecision } from '../decisions/replay.ts';
import { bringAboutAgain, takeBack } from '../decisions/restore-effects.ts';
import type { JournaledDecision } from './journal-lines.ts';

export interface JournalReplay {
  /** Decisions made again, undoing and redoing too. */
  readonly made: number;
  /** Of them, those that mean nothing here; they are in the log alone. */
  readonly refused: number;
  /** Lines that could not be read, but for a last one that was cut off. */
  readonly unreadable: number;
}

/** Makes the decisions in one durable transaction. @param decisions null: a line that cannot be read */
export function replayJournal(catalog: Catalog, decisions: Iterable<JournaledDecision | null>): JournalReplay {
  return catalog.transactionDurably(() => {
    let [made, refused, unreadable, cutEnd] = [0, 0, 0, 0];
    let [lastId, lastMs] = [catalog.decisions.getLastId(), catalog.decisions.getLatestMs()];
    for (const decision of decisions) {
      cutEnd = decision === null ? 1 : 0;
      unreadable += cutEnd;
      if (decision === null || decision.id <= lastId) continue;
      // The journal's order is that in which a person decided; its times are those of a clock, which may have gone backwards.
      lastMs = Math.max(decision.atMs, lastMs + 1);
      if (!makeAgain(catalog, decision, lastMs)) refused += 1;
      lastId = decision.id;
      made += 1;
    }
    if (made > 0) noteMuchDecided(catalog);
    return { made, refused, unreadable: unreadable - cutEnd };
  });
}

/** Keeps its place in the log also where it means nothing, so that what refers to it finds it. Returns whether it meant something. */
function makeAgain(
  catalog: Catalog,
  { id, atMs, kind, payload, landmarks }: JournaledDecision,
  countsFromMs: number,
): boolean {
  try {
    // A savepoint: a decision that fails leaves nothing half made.
    catalog.transaction(() => {
      for (const { source, ...landmark } of landmarks) catalog.landmarks.ensure({ ...landmark, aliases: [] }, source);
      if (kind === 'undo' || kind === 'redo') {
        turn(catalog, kind, payload);
        catalog.decisions.append({ id, atMs, kind, payload });
      } else {
        replayDecision(catalog, { kind, atMs, entry: payload }, { id, countsFromMs });
      }
    });
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    catalog.decisions.append({ id, atMs, kind, payload });
    return false;
  }
}

const turnSchema = z.object({ decision: z.int().min(1) });

function turn(catalog: Catalog, kind: 'undo' | 'redo', payload: unknown): void {
  const { success, data } = turnSchema.safeParse(payload);
  const row = success ? catalog.decisions.get(data.decision) : null;
  const effects = effectsSchema.safeParse(row?.effects);
  if (!effects.success) throw new CairnError('invalid-input', 'What is turned is not in the log.');
  if (kind === 'undo') takeBack(catalog, effects.data);
  else bringAboutAgain(catalog, effects.data);
}

/** A line that does not fit this catalog, not a disk or a catalog that fails. */
function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return !/^(?:SQLITE_(?!CONSTRAINT|MISMATCH)|E[A-Z]+$)/.test(code);
}
