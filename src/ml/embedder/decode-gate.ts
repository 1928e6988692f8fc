/**
 * @file Lets photos into the decoders in bursts.
 *
 * [Note: bursts] Runs of the model on all cores beside busy decoders waste a quarter of the machine, because onnxruntime's
 * threads wait for each other in loops; runs on some cores beside idle decoders waste the rest. So the two take turns: while
 * few pixels are ready, photos are let in and runs leave cores to them; when enough are ready, nobody is let in and runs take
 * all cores until few are left. Small photos then run at the speed of the model alone; large ones keep all cores busy.
 */

export interface DecodeGate {
  /** Resolves when the photo may be read and decoded, in order of the calls. */
  readonly enter: () => Promise<void>;
  /** Tells how many photos wait for the model. */
  readonly update: (readyCount: number) => void;
}

export interface GateLevels {
  /** Opens at so few ready photos or fewer. */
  readonly low: number;
  /** Closes at so many or more. */
  readonly high: number;
}

export function createDecodeGate({ low, high }: GateLevels): DecodeGate {
  let isOpen = true;
  let waiting: (() => void)[] = [];
  return {
    enter: () => (isOpen ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    update: (readyCount) => {
      if (isOpen && readyCount >= high) isOpen = false;
      if (isOpen || readyCount > low) return;
      isOpen = true;
      const entering = waiting;
      waiting = [];
      for (const enter of entering) enter();
    },
  };
}
