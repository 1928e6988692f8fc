/** @file A small log. Ids and sizes at info; file paths at debug only, so that a log can be shown to others. */

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface Logger {
  readonly debug: (message: string, fields?: LogFields) => void;
  readonly info: (message: string, fields?: LogFields) => void;
  readonly warn: (message: string, fields?: LogFields) => void;
  readonly error: (message: string, fields?: LogFields) => void;
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Makes a log that hands lines of `threshold` and above to `write`. */
export function createLogger(threshold: LogLevel, write: (line: string) => void): Logger {
  const makeWriter =
    (level: LogLevel): Logger['info'] =>
    (message, fields) => {
      if (levels.indexOf(level) < levels.indexOf(threshold)) return;
      const details = Object.entries(fields ?? {}).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
      write(`${level}: ${message}${details.join('')}`);
    };
  return {
    debug: makeWriter('debug'),
    info: makeWriter('info'),
    warn: makeWriter('warn'),
    error: makeWriter('error'),
  };
}

function ignore(): void {
  // Nothing is kept.
}

/** Keeps nothing. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
