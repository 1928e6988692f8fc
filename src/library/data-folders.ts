/** @file Where Cairn keeps its own data: the catalog, thumbnails, renditions and logs. Photos are never written to. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface DataFolders {
  /** Holds catalog.sqlite and the lock. */
  readonly catalog: string;
  /** Copies of the catalog. */
  readonly backups: string;
  readonly thumbnails: string;
  /** Models that the person installed, by hash. */
  readonly models: string;
  /** Atlases that the person imported, by hash. */
  readonly atlases: string;
  /** What can be made again: renditions, provider verdicts, aliases of odd names. */
  readonly cache: string;
  readonly logs: string;
}

/** The folders inside one data folder. */
export function listDataFolders(dataFolder: string): DataFolders {
  return {
    catalog: dataFolder,
    backups: join(dataFolder, 'backups'),
    thumbnails: join(dataFolder, 'thumbnails'),
    models: join(dataFolder, 'models'),
    atlases: join(dataFolder, 'atlases'),
    cache: join(dataFolder, 'cache'),
    logs: join(dataFolder, 'logs'),
  };
}

/** The window's data folder (Electron's userData of "Cairn"), so that the command line shows the same catalog. */
export function findDefaultDataFolder(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Cairn');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Cairn');
  const configured = environment['XDG_CONFIG_HOME'];
  return join(configured === undefined || configured === '' ? join(homedir(), '.config') : configured, 'Cairn');
}
