/**
 * @file What the journal of decisions holds, line by line.
 *
 * [Note: journal] Beside the catalog lies `decisions.journal`: every decision once more, also undoing and redoing, so that the word of
 * a person outlives the catalog. JSON Lines, UTF-8, for its owner alone. The first line is `{"format":"cairn-journal","version":1}`;
 * each further line is one row of the catalog's log of decisions with its id, in the log's order and with entries as in
 * log-entries.ts: `{"id":..., "atMs":..., "kind":..., "entry":..., "landmarks":[...], "sum":"..."}`. `landmarks` are those that the
 * entry names, as far as an empty catalog must know them; `sum` is the start of the sha256 of the line without it.
 *
 * A line is written, and on disk, after the catalog's durable transaction and before anybody is told that the decision was made. So
 * nothing is in the journal that never was; what a crash between the two leaves out is in the catalog, and is written when the
 * library is next opened. A catalog that knows less than the journal (a backup that was put back, or a new one) is given the rest. A
 * line that was cut off or damaged costs itself alone. The journal is never thinned out: an ordinary decision takes about 400 bytes,
 * one about 2,000 photos 140 kB, and the end alone is read when all is well.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { decisionKinds, type DecisionEntry } from '../../db/decisions.ts';

const header = { format: 'cairn-journal', version: 1 } as const;
const headerSchema = z.object({ format: z.literal(header.format), version: z.literal(header.version) });

const landmarkSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  country: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  source: z.enum(['atlas', 'person']),
});
/** What is needed of a landmark to have its album. */
export type JournaledLandmark = z.output<typeof landmarkSchema>;

const lineSchema = z.object({
  id: z.int().min(1),
  atMs: z.number(),
  kind: z.enum(decisionKinds),
  entry: z.record(z.string(), z.unknown()),
  landmarks: z.array(landmarkSchema),
});

export interface JournaledDecision extends DecisionEntry {
  readonly landmarks: readonly JournaledLandmark[];
}

/** The first line, without its end. */
export const headerLine = JSON.stringify(header);

/** Whether a line is the first one of a journal that this Cairn reads. */
export function isHeaderLine(line: string): boolean {
  return headerSchema.safeParse(parseJson(line)).success;
}

/** One decision as a line, without its end. */
export function writeJournalLine({ id, atMs, kind, payload, landmarks }: JournaledDecision): string {
  const body = JSON.stringify({ id, atMs, kind, entry: payload, landmarks });
  return `${body.slice(0, -1)},"sum":"${sum(body)}"}`;
}

const sumPattern = /,"sum":"([0-9a-f]{32})"\}$/;

/** The decision of a line; null when it is none, or not as it was written. */
export function readJournalLine(line: string): JournaledDecision | null {
  const found = sumPattern.exec(line);
  if (found === null) return null;
  const body = `${line.slice(0, found.index)}}`;
  if (sum(body) !== found[1]) return null;
  const { success, data } = lineSchema.safeParse(parseJson(body));
  if (!success) return null;
  const { id, atMs, kind, entry, landmarks } = data;
  return { id, atMs, kind, payload: entry, landmarks };
}

/** Whether two rows of a log say the same. */
export function isSameDecision(a: DecisionEntry, b: DecisionEntry): boolean {
  return (
    a.id === b.id && a.atMs === b.atMs && a.kind === b.kind && JSON.stringify(a.payload) === JSON.stringify(b.payload)
  );
}

function sum(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 32);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
