/** @file Opens the library for the window: its folders, its embedder as a utility process, its log. */
import { app } from 'electron';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createBackupService, type BackupService } from '../../src/library/backup/backup-service.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import type { Logger } from '../../src/library/logger.ts';
import { findAppFolders } from './app-folders.ts';
import { findLanguage } from './appearance.ts';
import { createEmbedderLauncher } from './embedder-utility-process.ts';

/** @throws CairnError when the catalog or the model cannot be used; its message says what to do */
export function composeLibrary(dataFolder: string, log: Logger): Library {
  const folders = findAppFolders();
  const bundle = import.meta.dirname;
  return openLibrary({
    dataFolder,
    launchEmbedder: createEmbedderLauncher(join(bundle, 'embedder.js'), (line) => log.debug('embedder says', { line })),
    scanWorkerEntry: pathToFileURL(join(bundle, 'scan-worker.js')),
    copyWorkerEntry: pathToFileURL(join(bundle, 'copy-worker.js')),
    modelFolder: folders.model,
    atlasFolder: folders.atlas,
    sampleLibraryFolder: folders.sampleLibrary,
    sqliteBinding: findSqliteBinding(),
    findLanguage,
    version: app.getVersion(),
    log,
  });
}

/** Copies of the catalog: at hand also when the library cannot be opened. */
export function composeBackups(dataFolder: string): BackupService {
  return createBackupService({
    dataFolder,
    workerEntry: pathToFileURL(join(import.meta.dirname, 'copy-worker.js')),
    sqliteBinding: findSqliteBinding(),
  });
}

function findSqliteBinding(): string | undefined {
  const binding = process.env['CAIRN_SQLITE_BINDING'];
  return binding === '' ? undefined : binding;
}
