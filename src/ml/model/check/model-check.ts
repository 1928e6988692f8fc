/** @file What is looked at when a model folder is checked, and how it is told. */

/** In the order in which they are made; one that later ones need ends the rest when it fails. */
export const modelCheckNames = [
  'manifest',
  'checksum',
  'graph',
  'session',
  'sizes',
  'any size',
  'attention',
  'batch',
  'determinism',
  'tells photos apart',
  'self-test',
  'landmark-ness',
  'card',
  'speed',
] as const;

export type ModelCheckName = (typeof modelCheckNames)[number];

export interface ModelCheck {
  readonly name: ModelCheckName;
  /** `note`: nothing to pass, something to know. */
  readonly outcome: 'ok' | 'failed' | 'note';
  /** In plain words. */
  readonly detail: string;
}

export type ModelCheckEvent =
  /** The check may end the process that makes it. */
  { readonly kind: 'begun'; readonly name: ModelCheckName } | ({ readonly kind: 'done' } & ModelCheck);

const outcomes: readonly ModelCheck['outcome'][] = ['ok', 'failed', 'note'];

/** True for an event that came across a boundary whole. */
export function isModelCheckEvent(value: unknown): value is ModelCheckEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, name, outcome, detail } = value as Partial<Record<string, unknown>>;
  if (!(modelCheckNames as readonly unknown[]).includes(name)) return false;
  if (kind === 'begun') return true;
  return kind === 'done' && (outcomes as readonly unknown[]).includes(outcome) && typeof detail === 'string';
}
