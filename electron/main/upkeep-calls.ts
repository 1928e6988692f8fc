/** @file The calls of Activity and Settings that need the desktop: dialogs for packs, copies of the catalog, decisions. */
import { dialog, shell, type BrowserWindow, type FileFilter } from 'electron';
import type { CallHandlers, UpkeepCallName } from '../../src/api/calls.ts';
import { CairnError } from '../../src/api/errors.ts';
import type { BackupService } from '../../src/library/backup/backup-service.ts';
import { readDecisionText, writeDecisionLines } from '../../src/library/decisions/decision-text.ts';
import type { LibraryHost } from './library-host.ts';
import type { RequestCounter } from './request-counter.ts';
import type { MainWords } from './words/words.ts';

export interface UpkeepCallOptions {
  readonly host: LibraryHost;
  readonly backups: BackupService;
  readonly requests: RequestCounter;
  readonly getWindow: () => BrowserWindow | null;
  readonly getWords: () => MainWords['dialogs'];
}

export function createUpkeepCalls(options: UpkeepCallOptions): Pick<CallHandlers, UpkeepCallName> {
  const { host, backups, requests, getWindow, getWords } = options;
  const chooseFile = (title: string, filters: FileFilter[], kind: 'openFile' | 'openDirectory' = 'openFile') =>
    chooseExisting(getWindow(), { title, filters, properties: [kind] });
  const catalogFilter = (): FileFilter[] => [{ name: getWords().catalogFile, extensions: ['sqlite'] }];
  const decisionFilter = (): FileFilter[] => [{ name: getWords().decisionsFile, extensions: ['jsonl'] }];

  return {
    'privacy.get': () => requests.get(),
    'indexing.showInFolder': ({ fileId }) => {
      const path = host.require().locateFile(fileId);
      if (path === null) {
        throw new CairnError('photo-unavailable', 'This file is not there now. Connect its drive and try again.');
      }
      shell.showItemInFolder(path);
      return null;
    },
    'atlases.import': async () => {
      const { importAtlasTitle, atlasPack } = getWords();
      const file = await chooseFile(importAtlasTitle, [{ name: atlasPack, extensions: ['cairn-atlas'] }]);
      return file === null ? null : await host.require().packs.importAtlas(file);
    },
    'models.import': async () => {
      const folder = await chooseFile(getWords().importModelTitle, [], 'openDirectory');
      return folder === null ? null : await host.require().packs.importModel(folder);
    },
    'backups.list': () => backups.list(),
    'backups.save': async () => {
      const { saveBackupTitle, backupName } = getWords();
      const name = `${backupName(nameToday())}.sqlite`;
      const path = await chooseNew(getWindow(), {
        title: saveBackupTitle,
        defaultPath: name,
        filters: catalogFilter(),
      });
      return path === null ? null : await backups.save(path);
    },
    'backups.restore': async ({ name, isReplayed = true }) => {
      const file =
        name === null ? await chooseFile(getWords().restoreTitle, catalogFilter()) : await backups.locate(name);
      if (file === null) return false;
      const prepared = await backups.prepareRestore(file);
      try {
        const isDamaged = host.getDamage() !== null;
        await host.reopen(() => prepared.finish({ isDamaged, isReplayed }));
      } finally {
        await prepared.discard();
      }
      return true;
    },
    'recovery.get': async () => ({ damage: host.getDamage(), lastGood: await backups.findLastGood() }),
    'recovery.startAnew': async () => {
      if (host.getDamage() === null) throw new CairnError('forbidden', 'The catalog is not damaged.');
      await host.reopen(backups.startAnew);
      return null;
    },
    'decisions.export': async () => {
      const { exportDecisionsTitle: title, decisionsName } = getWords();
      const defaultPath = `${decisionsName(nameToday())}.jsonl`;
      const path = await chooseNew(getWindow(), { title, defaultPath, filters: decisionFilter() });
      return path === null ? null : await writeDecisionLines(path, host.require().writeDecisions());
    },
    'decisions.import': async () => {
      const file = await chooseFile(getWords().importDecisionsTitle, decisionFilter());
      if (file === null) return null;
      const { made, known, awaited, refused } = host.require().importDecisions(await readDecisionText(file));
      return { made, known, awaited, refused: refused.length };
    },
  };
}

/** The day in the form that sorts, for file names: not shown as a date. */
function nameToday(): string {
  return new Date().toISOString().slice(0, 10);
}

async function chooseExisting(
  window: BrowserWindow | null,
  options: Electron.OpenDialogOptions,
): Promise<string | null> {
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return canceled ? null : (filePaths[0] ?? null);
}

async function chooseNew(window: BrowserWindow | null, options: Electron.SaveDialogOptions): Promise<string | null> {
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return canceled || filePath === '' ? null : filePath;
}
