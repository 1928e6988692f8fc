/** @file The `is-known` questions to main that wait for their answers. */

export interface KnownQuestions {
  /** Asks whether the catalog has this content with its embedding. */
  readonly ask: (key: number, contentHash: string) => Promise<boolean>;
  readonly answer: (key: number, isKnown: boolean) => void;
}

export function createKnownQuestions(send: (key: number, contentHash: string) => void): KnownQuestions {
  const waiting = new Map<number, (isKnown: boolean) => void>();
  return {
    ask: (key, contentHash) =>
      new Promise((resolve) => {
        waiting.set(key, resolve);
        send(key, contentHash);
      }),
    answer: (key, isKnown) => {
      waiting.get(key)?.(isKnown);
      waiting.delete(key);
    },
  };
}
