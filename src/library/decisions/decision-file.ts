/**
 * @file Decisions as a file, from one catalog to another.
 *
 * [Note: decision file] JSON Lines, UTF-8. The first line is `{"format":"cairn-decisions","version":1}`; each further line is one
 * decision, the oldest first: `{"uid":..., "atMs":..., "kind":..., "entry":...}`, with entries as in log-entries.ts. Photos are named
 * by the sha256 of their content, albums by landmark id or uuid and name: nothing of a photo is in it but that. What was undone is
 * left out. `uid` is the start of the sha256 of kind, time and entry: a line that was changed is refused, and reading a file twice
 * changes nothing the second time. Decisions about photos that are not here yet wait for them (db/awaited-decisions.ts).
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CairnError } from '../../api/errors.ts';
import type { Catalog } from '../../db/catalog.ts';
import { decisionKinds, type DecisionRow } from '../../db/decisions.ts';
import { noteMuchDecided } from '../albums/pending-work.ts';
import { entrySchemas } from './log-entries.ts';
import { replayDecision, type ReplayedDecision } from './replay.ts';

const header = { format: 'cairn-decisions', version: 1 } as const;
const headerSchema = z.object({ format: z.literal(header.format), version: z.literal(header.version) });
const kinds = decisionKinds.filter((kind) => kind !== 'undo' && kind !== 'redo');
const lineSchema = z.object({
  uid: z.string().regex(/^[0-9a-f]{32}$/),
  atMs: z.number().int().min(0).max(8.64e15),
  kind: z.enum(kinds),
  entry: z.record(z.string(), z.unknown()),
});

/** Longer lines hold no decision: ten thousand hashes take less than one megabyte. */
const maxLineLength = 4_000_000;
const pageSize = 500;

/** Lines of the decisions that hold, without line ends. */
export function* writeDecisionFile(catalog: Catalog): Generator<string> {
  yield JSON.stringify(header);
  const undone = listUndone(catalog);
  for (const { id, kind, atMs, payload, effects } of readLog(catalog)) {
    if (kind === 'undo' || kind === 'redo' || undone.has(id)) continue;
    // What changed nothing here is not undone with what it repeated, and must not outlive it elsewhere.
    if (Array.isArray(effects) && effects.length === 0) continue;
    // From before decisions named albums in a way that another catalog knows.
    if (!entrySchemas[kind].safeParse(payload).success) continue;
    yield JSON.stringify({ uid: identify({ kind, atMs, entry: payload }), atMs, kind, entry: payload });
  }
}

export interface ImportReport {
  readonly made: number;
  /** Were here already. */
  readonly known: number;
  /** Photo decisions that wait for their photo. */
  readonly awaited: number;
  /** Lines that are no decision, or of landmarks that no atlas here knows. */
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
  readonly albumIds: readonly number[];
}

/**
 * Makes the decisions of a file here, in one durable transaction. A line that is broken costs itself alone.
 * @throws CairnError `invalid-input` when it is no file of decisions
 */
export function readDecisionFile(catalog: Catalog, text: string): ImportReport {
  const [first = '', ...lines] = text.split(/\r?\n/);
  if (!headerSchema.safeParse(parseJson(first)).success) {
    throw new CairnError('invalid-input', 'This is no file of decisions. "cairn decisions export" writes one.');
  }
  const knownIds = new Set<string>();
  for (const { kind, atMs, payload } of readLog(catalog)) knownIds.add(identify({ kind, atMs, entry: payload }));
  const refused: { line: number; reason: string }[] = [];
  const albumIds = new Set<number>();
  let [made, known, awaited] = [0, 0, 0];
  catalog.transactionDurably(() => {
    for (const [index, line] of lines.entries()) {
      if (line.trim() === '') continue;
      try {
        const decision = parseLine(line);
        if (knownIds.has(decision.uid)) {
          known += 1;
          continue;
        }
        // A savepoint: a decision that fails leaves nothing half made.
        const result = catalog.transaction(() => replayDecision(catalog, decision));
        knownIds.add(decision.uid);
        made += 1;
        awaited += result.awaited;
        for (const albumId of result.albumIds) albumIds.add(albumId);
      } catch (error) {
        if (!(error instanceof CairnError)) throw error;
        refused.push({ line: index + 2, reason: error.message });
      }
    }
    if (made > 0) noteMuchDecided(catalog);
  });
  return { made, known, awaited, refused, albumIds: [...albumIds] };
}

function parseLine(line: string): ReplayedDecision & { readonly uid: string } {
  const parsed = line.length > maxLineLength ? null : lineSchema.safeParse(parseJson(line));
  if (parsed?.success !== true) throw new CairnError('invalid-input', 'This line is no decision.');
  if (identifyOrNull(parsed.data) !== parsed.data.uid) {
    throw new CairnError('invalid-input', 'This line was changed after it was written.');
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Same decision, same id, in whatever catalog it is. */
function identify({ kind, atMs, entry }: Omit<ReplayedDecision, 'kind'> & { readonly kind: string }): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, atMs, entry]))
    .digest('hex')
    .slice(0, 32);
}

/** Null for an entry so deep that it can be read, but not written: its line costs itself alone, too. */
function identifyOrNull(decision: ReplayedDecision): string | null {
  try {
    return identify(decision);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function* readLog(catalog: Catalog): Generator<DecisionRow> {
  for (let afterId = 0; ;) {
    const rows = catalog.decisions.list({ afterId, limit: pageSize });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    afterId = last.id;
  }
}

const turnSchema = z.object({ decision: z.number() });

/** Decisions that are undone and not redone. */
function listUndone(catalog: Catalog): ReadonlySet<number> {
  const undone = new Set<number>();
  for (const { kind, payload } of readLog(catalog)) {
    const turn = turnSchema.safeParse(payload);
    if (!turn.success) continue;
    if (kind === 'undo') undone.add(turn.data.decision);
    if (kind === 'redo') undone.delete(turn.data.decision);
  }
  return undone;
}
