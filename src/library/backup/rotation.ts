/**
 * @file When an automatic backup is due, and which ones make room.
 *
 * [Note: rotation] The last three stay, and of those before one a week, four of them: about a month to notice that something is wrong.
 * All together take at most a twentieth of what is free on the drive, or one alone where even that is more: a catalog of 100,000
 * photos has 300 MB, most of it vectors. They are in the copies, too: computing them again takes hours. Nothing here trusts the clock.
 * The order is that of the numbers in the names; times only tell the weeks apart and say that a day has passed.
 */
export interface AutomaticCopy {
  readonly sequence: number;
  readonly createdMs: number;
  readonly sizeBytes: number;
}

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** How long Cairn has to run for a backup when the clock is behind the last one. */
const patienceMs = 3_600_000;
const keptLast = 3;
const keptWeeks = 4;
const shareOfFree = 0.05;

export interface DueParams {
  readonly copies: readonly AutomaticCopy[];
  readonly nowMs: number;
  /** Since this library was opened, by a clock that only goes forward. */
  readonly runningMs: number;
}

/** Whether the last one is a day old. With a clock that went back behind it, whether Cairn has run for an hour: not at each start. */
export function isBackupDue({ copies, nowMs, runningMs }: DueParams): boolean {
  const last = sortNewestFirst(copies)[0];
  if (last === undefined) return true;
  const ageMs = nowMs - last.createdMs;
  return ageMs < 0 ? runningMs >= patienceMs : ageMs >= dayMs;
}

/** Those that go, after the newest was made. @param freeBytes on their drive, besides what they take */
export function listSuperseded<Copy extends AutomaticCopy>(copies: readonly Copy[], freeBytes: number): Copy[] {
  const sorted = sortNewestFirst(copies);
  const kept = sorted.slice(0, keptLast);
  const weeks = new Set(kept.map(findWeek));
  for (const copy of sorted.slice(keptLast)) {
    if (kept.length === keptLast + keptWeeks) break;
    if (weeks.has(findWeek(copy))) continue;
    weeks.add(findWeek(copy));
    kept.push(copy);
  }
  const allBytes = copies.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let roomBytes = shareOfFree * (freeBytes + allBytes);
  const stays = new Set<Copy>();
  for (const copy of kept) {
    roomBytes -= copy.sizeBytes;
    if (roomBytes < 0 && stays.size > 0) break;
    stays.add(copy);
  }
  return sorted.filter((copy) => !stays.has(copy));
}

function findWeek({ createdMs }: AutomaticCopy): number {
  return Math.floor(createdMs / weekMs);
}

function sortNewestFirst<Copy extends AutomaticCopy>(copies: readonly Copy[]): Copy[] {
  return copies.toSorted((a, b) => b.sequence - a.sequence || b.createdMs - a.createdMs);
}
