import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CairnError } from '../../../src/api/errors.ts';
import { describeError, logFailure } from '../../../src/library/log-failure.ts';
import { createLogger, type LogLevel } from '../../../src/library/logger.ts';

const path = '/home/ada/Honeymoon.js:1:2)/no-such-photo.jpg';

function catchReadError(): unknown {
  try {
    return readFileSync(path);
  } catch (error) {
    return error;
  }
}

function logAt(level: LogLevel, error: unknown): string {
  const lines: string[] = [];
  logFailure(
    createLogger(level, (line) => void lines.push(line)),
    'it failed',
    error,
  );
  return lines.join('\n');
}

it.each([
  ['of the file system', catchReadError()],
  ['of ours', new CairnError('catalog-unusable', `The folder ${path} cannot be written.`)],
  ['with another inside', new Error(`cannot read ${path}`, { cause: catchReadError() })],
  ['that is no error', path],
])('logs of an error %s no word that it says, but at debug', (_what, error) => {
  expect(logAt('info', error)).not.toMatch(/ada|Honeymoon|no-such-photo/);
  expect(logAt('info', error)).toMatch(/^error: it failed reason="/);
  expect(logAt('debug', error)).toContain('no-such-photo.jpg');
});

it('says of an error its class, its code and its place', () => {
  expect(describeError(catchReadError())).toMatch(/^Error ENOENT at log-failure\.test\.ts:\d+:\d+$/);
  expect(describeError(new CairnError('disk-full', path))).toMatch(/^CairnError disk-full at log-failure\.test\.ts:/);
  expect(describeError(undefined)).toBe('undefined');
});
