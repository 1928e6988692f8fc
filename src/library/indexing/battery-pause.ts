/** @file Indexing waits while the computer runs on its battery, when the person wants that. */

export interface BatteryPause {
  /** A computer that does not say counts as plugged in: nobody calls this. */
  readonly setOnBattery: (isOnBattery: boolean) => void;
  /** The preference may have changed. */
  readonly update: () => void;
}

export interface BatteryPauseOptions {
  /** The person's preference now. */
  readonly isWanted: () => boolean;
  readonly hold: () => void;
  readonly release: () => void;
}

/** Calls `hold` and `release` in turns, at changes alone: "go on" of a person holds until the plug is pulled the next time. */
export function createBatteryPause({ isWanted, hold, release }: BatteryPauseOptions): BatteryPause {
  let isOnBattery = false;
  let isHeld = false;
  const update = (): void => {
    const shouldHold = isOnBattery && isWanted();
    if (shouldHold === isHeld) return;
    isHeld = shouldHold;
    if (shouldHold) hold();
    else release();
  };
  return {
    update,
    setOnBattery: (value) => {
      isOnBattery = value;
      update();
    },
  };
}
