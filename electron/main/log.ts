/**
 * @file The log: `logs/main.log` in the data folder, at most 2 MB and one old file. At the default level it holds no file path, so
 * that a person can show it to others; CAIRN_LOG_LEVEL=debug adds them.
 */
import log from 'electron-log/main.js';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger, type Logger, type LogLevel } from '../../src/library/logger.ts';

const maxSizeBytes = 2 * 1024 * 1024;
const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Opens the log. Warnings also go to the terminal that the app was started from. */
export function openLog(logFolder: string, environment: NodeJS.ProcessEnv): Logger {
  mkdirSync(logFolder, { recursive: true, mode: 0o700 });
  log.transports.file.resolvePathFn = () => join(logFolder, 'main.log');
  log.transports.file.maxSize = maxSizeBytes;
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  log.transports.file.format = '{iso} {text}';
  log.transports.console.level = false;
  const wanted = levels.find((level) => level === environment['CAIRN_LOG_LEVEL']);
  return createLogger(wanted ?? 'info', (line) => {
    log.info(line);
    if (/^(warn|error):/.test(line)) process.stderr.write(`${line}\n`);
  });
}
