/**
 * @file Sees drives that are taken out and put back, wherever they are mounted then: neither is an event of a watched folder. Not
 * every system tells a program of it, so the list of mounts is looked at every few seconds.
 */

export interface DriveWatch {
  /** Looks every few seconds until `close`. */
  readonly start: () => void;
  readonly close: () => void;
}

/** A root whose drive seems to have come or gone. */
export interface MovedRoot {
  readonly rootId: number;
  /** False: it was there and is away. */
  readonly isBack: boolean;
}

export interface DriveWatchOptions {
  /** Must not touch a drive that does not answer. */
  readonly findMoved: () => readonly MovedRoot[];
  /** These roots have to be looked at. */
  readonly onMoved: (rootIds: readonly number[]) => void;
  readonly onError: (error: unknown) => void;
  readonly periodMs?: number;
}

/** What a look at the roots could not settle is told again after so many looks. */
const looksBetween = 12;

/** Makes the watch. Nothing happens before `start`. */
export function createDriveWatch({ findMoved, onMoved, onError, periodMs = 5000 }: DriveWatchOptions): DriveWatch {
  let timer: NodeJS.Timeout | null = null;
  let told = { text: '', looksAgo: 0 };
  const look = (): void => {
    const moved = findMoved();
    const text = JSON.stringify(moved);
    told = { ...told, looksAgo: told.looksAgo + 1 };
    if (text === told.text && told.looksAgo < looksBetween) return;
    told = { text, looksAgo: 0 };
    if (moved.length > 0) onMoved(moved.map(({ rootId }) => rootId));
  };
  const lookSafely = (): void => {
    try {
      look();
    } catch (error) {
      onError(error);
    }
  };
  return {
    start: () => {
      timer ??= setInterval(lookSafely, periodMs).unref();
    },
    close: () => {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}
