/** @file Points of Electron's security list that the sources show. Those that a window shows are tried in test/e2e/security*.spec.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

interface Source {
  readonly name: string;
  readonly text: string;
}

function readSources(...folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|svelte|html)$/.test(name))
      .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') })),
  );
}

/** Lines that hold it, as `file: line`. */
function find(sources: readonly Source[], pattern: RegExp): readonly string[] {
  return sources.flatMap(({ name, text }) =>
    text.split('\n').flatMap((line) => (pattern.test(line) ? [`${name}: ${line.trim()}`] : [])),
  );
}

const app = readSources('electron', 'src', 'renderer');

it('hands no address to another program, and only its own folder to the file manager', () => {
  expect(app.length).toBeGreaterThan(300);
  expect(find(app, /openExternal/)).toEqual([]);
  expect(find(app, /shell\.openPath\(/)).toEqual([
    'electron/main/desktop-calls.ts: const problem = await shell.openPath(dataFolder);',
  ]);
});

it('loads its page from app:// alone, never from file://', () => {
  expect(find(app, /\.loadFile\(/)).toEqual([]);
  expect([...new Set(find(app, /\.loadURL\(/).map((line) => line.split(': ')[0]))]).toEqual([
    'electron/main/appearance.ts',
    'electron/main/page-recovery.ts',
    'electron/main/window.ts',
  ]);
  expect(find(app, /['"`]file:\/\//)).toEqual([]);
});

it('listens on no channel without looking at who sends', () => {
  const listeners = app.filter(({ text }) => /ipcMain\.(?:on|once|handle|handleOnce)\(/.test(text));
  expect(listeners.map(({ name }) => name)).toEqual(['electron/main/dropped-folders.ts', 'electron/main/ipc.ts']);
  for (const { text } of listeners) expect(text).toMatch(/ipcMain\.handle\([^{]+\{\s+if \(!isOurPage\(event\)\)/);
});

it('makes no window with a weakened setting', () => {
  const weak =
    /nodeIntegration\w*: true|contextIsolation: false|sandbox: false|webSecurity: false|allowRunningInsecureContent: true|experimentalFeatures: true|enableBlinkFeatures|webviewTag: true|appendSwitch\('(?:no-sandbox|disable-web-security)/;
  expect(find(app, weak)).toEqual([]);
});

it('ships one exact version of Electron, that of the lockfile', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version?: string }>>;
  };
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  expect(packages['node_modules/electron']?.version).toBe(devDependencies['electron']);
});

it('sets every fuse of the packed app', () => {
  const text = readFileSync(join(root, 'build', 'electron-builder.yml'), 'utf8');
  const block = /^electronFuses:\n((?: +.*\n)+)/m.exec(text)?.[1] ?? '';
  expect(block.trim().split(/\n +/)).toEqual([
    'runAsNode: false',
    'enableCookieEncryption: true',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
    'loadBrowserProcessSpecificV8Snapshot: false',
    'grantFileProtocolExtraPrivileges: false',
  ]);
});
