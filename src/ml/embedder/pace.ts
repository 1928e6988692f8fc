/**
 * @file How hard the embedder works, by what the person chose.
 *
 * [Note: pace] `fast` takes every core at the usual priority. `balanced` takes them too, but gives way: below-normal priority costs
 * nothing while nobody else wants the cores, and what the person does comes first. `quiet` takes a quarter of the cores at the lowest
 * priority and rests as long as it worked, so that fans stay still. A process may lower its priority but, on most systems, never
 * raise it again: a change of pace starts another process.
 */
import { availableParallelism, constants, setPriority } from 'node:os';
import type { Pace } from '../../api/preferences.ts';
import { planThreads, type ThreadPlan } from './threads.ts';

export interface PacePlan {
  readonly threads: ThreadPlan;
  /** As `os.setPriority` takes it; null: as it is. */
  readonly priority: number | null;
  /** Rest after each run of the model, as a share of the time that the run took. */
  readonly restShare: number;
}

/** @param cores of the machine */
export function planPace(pace: Pace, cores: number = availableParallelism()): PacePlan {
  const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
  switch (pace) {
    case 'fast':
      return { threads: planThreads(cores), priority: null, restShare: 0 };
    case 'balanced':
      return { threads: planThreads(cores), priority: PRIORITY_BELOW_NORMAL, restShare: 0 };
    case 'quiet':
      return { threads: planThreads(Math.max(1, Math.floor(cores / 4))), priority: PRIORITY_LOW, restShare: 1 };
  }
}

/** A GPU takes eight photos at a time; the processor one. */
const windowSizes = { gpu: 24, cpu: 16 } as const;
/** So few that no more than two or three are decoded at a time. */
const quietWindowSizes = { gpu: 8, cpu: 3 } as const;

/** Photos under way at the embedder: enough to decode ahead and to form batches. */
export function planWindow(pace: Pace, provider: string | null): number {
  const sizes = pace === 'quiet' ? quietWindowSizes : windowSizes;
  return provider === 'cpu' ? sizes.cpu : sizes.gpu;
}

/** Sets the priority of this process. Some systems refuse: then it works as it is. */
export function applyPriority({ priority }: PacePlan): void {
  if (priority === null) return;
  try {
    setPriority(priority);
  } catch {
    // A sandbox or a policy of the system keeps it: slower for others, nothing breaks.
  }
}
