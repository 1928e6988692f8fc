/** @file What a log may hold of an error: at the default level no word of what it says, which may name a file, a place or a person. */
import type { Logger } from './logger.ts';

/** What an error is without what it says: its class, its code, the first place in our code. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as NodeJS.ErrnoException;
  // Lines of calls alone: the first line of a stack is what the error says.
  const place = /^ +at .*[\\/]([\w.-]+\.[jt]s:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1];
  return [error.name, code, place === undefined ? undefined : `at ${place}`].filter(Boolean).join(' ');
}

/** Logs what an error is; what it says at debug alone. */
export function logFailure(logger: Logger, message: string, error: unknown): void {
  logger.error(message, { reason: describeError(error) });
  logger.debug(message, { said: String(error) });
}
