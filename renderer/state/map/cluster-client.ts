/** @file Asks the thread of the clusters. */
import type { AskedQuestion, ClusterAnswers, ClusterQuestion, GivenAnswer } from './cluster-worker.ts';

interface Waiting {
  readonly resolve: (value: ClusterAnswers[keyof ClusterAnswers]) => void;
  readonly reject: (error: Error) => void;
}

/** One thread with one library's points. `close` ends it; what was asked then is never answered. */
export class ClusterClient {
  readonly #worker = new Worker(new URL('cluster-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<GivenAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.ok) waiting?.resolve(data.value);
      else waiting?.reject(new Error(data.message));
    });
    this.#worker.addEventListener('error', (event) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(event.message));
      this.#waiting.clear();
    });
  }

  ask<Kind extends ClusterQuestion['kind']>(
    question: Extract<ClusterQuestion, { readonly kind: Kind }>,
  ): Promise<ClusterAnswers[Kind]> {
    const id = ++this.#lastId;
    const asked: AskedQuestion = { id, question };
    return new Promise((resolve, reject) => {
      // The worker answers a question of a kind with that kind's answer.
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.#worker.postMessage(asked);
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#waiting.clear();
  }
}
