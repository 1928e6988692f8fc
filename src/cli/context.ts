/** @file What every command gets: its options made whole, its terminal, its interruption. */
import { resolve } from 'node:path';
import { CairnError } from '../api/errors.ts';
import { findDefaultDataFolder } from '../library/data-folders.ts';
import { findBundledModel } from '../library/find-bundled-model.ts';
import type { LibraryOptions } from '../library/library-options.ts';
import { createLogger, type LogLevel } from '../library/logger.ts';
import { tighten } from '../library/private-folders.ts';
import type { CommandHome } from './command-home.ts';
import { createTerminal, type Terminal } from './terminal.ts';

/** Options of the command line as commander gives them. */
export interface CommonOptions {
  readonly catalog?: string;
  readonly json?: boolean;
  readonly provider?: string;
  readonly model?: string;
  readonly verbose?: boolean;
}

export interface CommandContext {
  readonly terminal: Terminal;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  readonly library: LibraryOptions;
  /** Holds the bundled models. */
  readonly bundledModelsFolder: string;
  /** The one that is used unless the catalog or the call says otherwise. */
  readonly bundledModelFolder: string;
}

export const providers = ['auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;
export type ProviderName = (typeof providers)[number];

/** @throws CairnError `invalid-input` for an option that means nothing */
export function createContext(
  options: CommonOptions,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
  home: CommandHome,
): CommandContext {
  const terminal = createTerminal(options.json === true);
  const level: LogLevel = options.verbose === true ? 'debug' : 'error';
  const log = createLogger(level, (line) => terminal.note(`cairn: ${line}`));
  const ownFolder = findDefaultDataFolder(process.platform, environment);
  // One that the person named may hold more than ours.
  if (options.catalog === undefined) tighten(ownFolder);
  const dataFolder = options.catalog ?? ownFolder;
  const sqliteBinding = environment['CAIRN_SQLITE_BINDING'];
  const bundledModelFolder = findBundledModel(home.modelsFolder);
  const namedModel = options.model ?? environment['CAIRN_MODEL'];
  const library: LibraryOptions = {
    log,
    dataFolder: resolve(dataFolder),
    launchEmbedder: home.createLauncher((line) => log.debug(line)),
    scanWorkerEntry: home.scanWorkerEntry,
    copyWorkerEntry: home.copyWorkerEntry,
    modelFolder: resolve(namedModel ?? bundledModelFolder),
    isModelNamed: namedModel !== undefined,
    atlasFolder: home.atlasFolder,
    sqliteBinding: sqliteBinding === '' ? undefined : sqliteBinding,
    provider: parseProvider(options.provider ?? environment['CAIRN_PROVIDER'] ?? 'auto'),
    // Whoever types a command waits for it.
    pace: 'fast',
    version: home.version,
    sampleLibraryFolder: home.sampleLibraryFolder,
  };
  return { terminal, signal, library, bundledModelsFolder: home.modelsFolder, bundledModelFolder };
}

function parseProvider(name: string): ProviderName {
  const provider = providers.find((candidate) => candidate === name);
  if (provider !== undefined) return provider;
  throw new CairnError('invalid-input', `There is no provider "${name}"; choose one of ${providers.join(', ')}.`);
}
