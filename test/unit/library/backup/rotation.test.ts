import { describe, expect, it } from 'vitest';
import { nameAutomatic, nameKept, parseCopyName } from '../../../../src/library/backup/copy-names.ts';
import { isBackupDue, listSuperseded, type AutomaticCopy } from '../../../../src/library/backup/rotation.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 4, 4, 12);
const plenty = 1e12;
const copyAt = (sequence: number, createdMs: number, sizeBytes = 300e6): AutomaticCopy => ({
  sequence,
  createdMs,
  sizeBytes,
});
/** What is left after a backup was made at each of these times. */
function keep(times: readonly number[], freeBytes = plenty): AutomaticCopy[] {
  let copies: AutomaticCopy[] = [];
  for (const [index, createdMs] of times.entries()) {
    copies.push(copyAt(index + 1, createdMs));
    const gone = new Set(listSuperseded(copies, freeBytes));
    copies = copies.filter((copy) => !gone.has(copy));
  }
  return copies.toSorted((a, b) => b.sequence - a.sequence);
}
const days = (count: number): number[] => Array.from({ length: count }, (_, day) => startMs + day * dayMs);

describe('rotation', () => {
  it('keeps the last three, and one a week before them, four of them', () => {
    const kept = keep(days(100));
    expect(kept.map(({ sequence }) => sequence).slice(0, 3)).toEqual([100, 99, 98]);
    expect(kept).toHaveLength(7);
    const gaps = kept.slice(3).map(({ createdMs }, index) => ((kept[2 + index]?.createdMs ?? 0) - createdMs) / dayMs);
    expect(gaps.every((gap) => gap <= 7)).toBe(true);
    expect(((kept[0]?.createdMs ?? 0) - (kept.at(-1)?.createdMs ?? 0)) / dayMs).toBeGreaterThan(21);
  });

  it('takes a twentieth of what is free, and one alone where even that is more', () => {
    expect(keep(days(100), 20e9)).toHaveLength(3);
    expect(keep(days(100), 1e9).map(({ sequence }) => sequence)).toEqual([100]);
  });

  it('does not prune good ones when the clock goes back, or was wrong', () => {
    const before = keep(days(40));
    // Two years back, for one backup, and then right again.
    const copies = [...before, copyAt(41, startMs - 730 * dayMs), copyAt(42, startMs + 40 * dayMs)];
    const kept = copies.filter((copy) => !listSuperseded(copies, plenty).includes(copy));
    expect(
      kept
        .map(({ sequence }) => sequence)
        .toSorted((a, b) => b - a)
        .slice(0, 3),
    ).toEqual([42, 41, 40]);
    expect(kept.filter(({ sequence }) => sequence <= 40).length).toBeGreaterThanOrEqual(before.length - 2);
  });
});

describe('a backup is due', () => {
  it('when there is none, or the last one is a day old', () => {
    expect(isBackupDue({ copies: [], nowMs: startMs, runningMs: 0 })).toBe(true);
    const copies = [copyAt(1, startMs)];
    expect(isBackupDue({ copies, nowMs: startMs + 23 * hourMs, runningMs: 0 })).toBe(false);
    expect(isBackupDue({ copies, nowMs: startMs + 24 * hourMs, runningMs: 0 })).toBe(true);
  });

  it('with a clock that went back once it has run for an hour, not at every start', () => {
    const copies = [copyAt(1, startMs)];
    for (const nowMs of [0, startMs - 1, startMs - 700 * dayMs]) {
      expect(isBackupDue({ copies, nowMs, runningMs: 60_000 })).toBe(false);
      expect(isBackupDue({ copies, nowMs, runningMs: hourMs })).toBe(true);
    }
    // The one that was made then counts, though the clock of the other one was ahead.
    const later = [...copies, copyAt(2, startMs - 700 * dayMs)];
    expect(isBackupDue({ copies: later, nowMs: startMs - 700 * dayMs + hourMs, runningMs: 0 })).toBe(false);
  });
});

describe('names of copies', () => {
  it('say why, when and which', () => {
    expect(parseCopyName(nameAutomatic(12, startMs))).toEqual({
      name: 'catalog-auto-000012-20260504T120000000Z.sqlite',
      kind: 'automatic',
      createdMs: startMs,
      sequence: 12,
    });
    expect(parseCopyName(nameKept('damaged', startMs))).toMatchObject({ kind: 'damaged', createdMs: startMs });
    expect(parseCopyName(nameKept('restore', startMs))).toMatchObject({ kind: 'restore', createdMs: startMs });
    expect(parseCopyName('catalog-before-110-20260504T120000000Z.sqlite')).toMatchObject({ kind: 'update' });
    for (const name of [`${nameAutomatic(1, 0)}.partial`, 'catalog-auto-000001-2026.sqlite', 'catalog.sqlite']) {
      expect(parseCopyName(name)).toBeNull();
    }
  });
});
