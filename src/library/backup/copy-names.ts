/** @file What the copies of the catalog are called: the name of each says why and when it was made. */
import type { BackupView } from '../../api/upkeep-views.ts';

type CopyKind = BackupView['kind'];

/** What a name says. */
export interface NamedCopy {
  readonly name: string;
  readonly kind: CopyKind;
  readonly createdMs: number;
  /** Counts the automatic ones, whatever the clock said; 0 for others. */
  readonly sequence: number;
}

const time = String.raw`(?<time>\d{8}T\d{9}Z)\.sqlite$`;
const forms: readonly { readonly kind: CopyKind; readonly pattern: RegExp }[] = [
  { kind: 'automatic', pattern: new RegExp(String.raw`^catalog-auto-(?<sequence>\d{6,9})-${time}`) },
  { kind: 'restore', pattern: new RegExp(`^catalog-before-restore-${time}`) },
  { kind: 'damaged', pattern: new RegExp(`^catalog-damaged-${time}`) },
  { kind: 'update', pattern: new RegExp(String.raw`^catalog-before-\d+-${time}`) },
];

/** Null for a file that is no copy. */
export function parseCopyName(name: string): NamedCopy | null {
  for (const { kind, pattern } of forms) {
    const { time: stamp, sequence = '0' } = pattern.exec(name)?.groups ?? {};
    if (stamp === undefined) continue;
    const createdMs = Date.parse(
      stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z'),
    );
    return Number.isNaN(createdMs) ? null : { name, kind, createdMs, sequence: Number(sequence) };
  }
  return null;
}

/** @param kind `restore`: made way for a copy that was put back. `damaged`: could not be used any more. */
export function nameKept(kind: 'restore' | 'damaged', atMs: number): string {
  return `catalog-${kind === 'restore' ? 'before-restore' : 'damaged'}-${stampTime(atMs)}.sqlite`;
}

export function nameAutomatic(sequence: number, atMs: number): string {
  return `catalog-auto-${String(sequence).padStart(6, '0')}-${stampTime(atMs)}.sqlite`;
}

/** "20260503T094100000Z". */
export function stampTime(atMs: number): string {
  return new Date(atMs).toISOString().replaceAll(/[-:.]/g, '');
}
