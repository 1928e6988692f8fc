/** @file Gives up waiting for a photo that never ends, such as one on a network drive that stopped answering. */
import { PhotoFailure } from '../decode/photo-failure.ts';

/** Rejects with a PhotoFailure after `limitMs`. The work itself goes on and lets go of what it holds when it ends. */
export async function limitTime<Value>(limitMs: number, work: () => Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const reason = `Reading and decoding took longer than ${Math.round(limitMs / 1000)} seconds.`;
      reject(new PhotoFailure(reason, { isTransient: true }));
    }, limitMs);
  });
  try {
    return await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
