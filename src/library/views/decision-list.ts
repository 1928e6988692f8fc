/** @file The log of decisions in words. */
import { z } from 'zod';
import type { Catalog } from '../../db/catalog.ts';
import type { DecisionKind } from '../../db/decisions.ts';

export interface ListedDecision {
  readonly id: number;
  readonly atMs: number;
  readonly kind: DecisionKind;
  /** "3 photos, Castle". */
  readonly text: string;
}

const album = z.object({ name: z.string() });
const partsSchema = z.object({
  album: album.nullish(),
  into: album.optional(),
  from: album.optional(),
  name: z.string().optional(),
  linked: z.string().nullish(),
  photos: z.array(z.string()).optional(),
  decision: z.number().optional(),
});

const pageSize = 500;

/** All of it, the oldest first. */
export function listDecisions(catalog: Catalog): ListedDecision[] {
  const listed: ListedDecision[] = [];
  for (let afterId = 0; ;) {
    const rows = catalog.decisions.list({ afterId, limit: pageSize });
    for (const { id, atMs, kind, payload } of rows) listed.push({ id, atMs, kind, text: describe(payload) });
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return listed;
    afterId = last.id;
  }
}

function describe(payload: unknown): string {
  const { data } = partsSchema.safeParse(payload);
  if (data === undefined) return '';
  const parts = [
    data.photos === undefined ? null : `${data.photos.length} ${data.photos.length === 1 ? 'photo' : 'photos'}`,
    data.album?.name ?? null,
    data.from === undefined ? null : `with ${data.from.name}`,
    data.into === undefined ? null : `into ${data.into.name}`,
    data.name === undefined ? null : `as ${data.name}`,
    data.linked === undefined || data.linked === null ? null : `landmark ${data.linked}`,
    data.decision === undefined ? null : `decision ${data.decision}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
