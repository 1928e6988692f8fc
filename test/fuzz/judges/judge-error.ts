/** @file What is thrown for input from outside is an error of ours, with words for a person. */
import { CairnError, type ErrorCode } from '../../../src/api/errors.ts';

const longestMessage = 4000;

/** What is wrong with an error; null when it is one of these codes and can be read. */
export function judgeError(error: unknown, codes: readonly ErrorCode[]): string | null {
  if (!(error instanceof CairnError))
    return `it throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  if (!codes.includes(error.code)) return `code ${error.code}: ${error.message}`;
  return error.message === '' || error.message.length > longestMessage
    ? `a message of ${error.message.length} characters`
    : null;
}
