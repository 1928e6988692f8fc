/** @file Texts of the Debian package, and the command that it installs. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, test } from 'vitest';
import { readBuilderConfig } from '../../../../build/scripts/builder-config.ts';
import { buildDesktopEntry, buildMimeType } from '../../../../build/scripts/deb/desktop-files.ts';
import { buildChangelog, buildControl, buildCopyright } from '../../../../build/scripts/deb/package-texts.ts';
import { findSourceHome } from '../../../../src/cli/command-home.ts';
import { buildProgram } from '../../../../src/cli/program.ts';
import { findCommandWords } from '../../../../electron/main/command-words.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const command = readFileSync(join(root, 'build', 'linux', 'cairn'), 'utf8');

function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-deb-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The installed command with a program in the app's place that prints what it got, one word a line. */
function callCommand(
  words: readonly string[],
  env: Record<string, string>,
): { words: string[]; status: number | null } {
  const folder = makeTemporaryFolder();
  const app = join(folder, 'app');
  writeFileSync(app, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
  chmodSync(app, 0o755);
  const script = join(folder, 'cairn');
  writeFileSync(script, command.replace('/usr/lib/cairn/cairn', app));
  const { stdout, status } = spawnSync('sh', [script, ...words], {
    env: { PATH: '/usr/bin:/bin', ...env },
    encoding: 'utf8',
  });
  return { words: stdout.split('\n').slice(0, -1), status };
}

it('every word of the command line works in the installed package, and no other is taken for one', () => {
  const program = buildProgram(findSourceHome(), new AbortController().signal, () => undefined);
  const names = program.commands.map((one) => one.name());
  expect(names).toContain('new-album');
  for (const word of [...names, 'help', '--help', '--version']) {
    expect(findCommandWords(callCommand([word, 'x'], {}).words), word).toEqual([word, 'x']);
  }
  for (const word of ['', '--user-data-dir=/x', 'Pictures', './scan', '/scan', 'Ours.cairn-atlas', '照片']) {
    expect(callCommand([word], { DISPLAY: ':1' }).words, word).toEqual([word]);
  }
});

it('the installed command opens the window for folders, and runs words of the command line without a display', () => {
  const display = { DISPLAY: ':1' };
  expect(callCommand([], display)).toEqual({ words: [''], status: 0 });
  expect(callCommand(['/home/me/My Pictures', './scan'], display).words).toEqual(['/home/me/My Pictures', './scan']);
  const { words } = callCommand(['scan', '/a b', '--renderer-cmd-prefix=x'], {});
  expect(words).toContain('--ozone-platform=headless');
  // What Chromium would take for a switch stands behind the mark.
  expect(findCommandWords(words)).toEqual(['scan', '/a b', '--renderer-cmd-prefix=x']);
  expect(callCommand(['/home/me/Pictures'], {}).status).toBe(2);
});

test('words are commands behind the switch and its mark alone', () => {
  expect(findCommandWords(['cairn', '--', 'scan'])).toBeNull();
  expect(findCommandWords(['cairn', '--command-line', 'scan'])).toBeNull();
  expect(findCommandWords(['cairn', '--', '--command-line', '--', 'scan'])).toBeNull();
  expect(findCommandWords(['cairn', '--command-line', '--'])).toEqual([]);
});

it('the menu entry opens folders and packs in English and Chinese', () => {
  const lines = buildDesktopEntry(readBuilderConfig()).split('\n');
  expect(lines[0]).toBe('[Desktop Entry]');
  expect(lines).toContain('Exec=/usr/bin/cairn %F');
  expect(lines).toContain('MimeType=application/x-cairn-atlas;inode/directory;');
  for (const key of ['GenericName[zh_CN]', 'Comment[zh_CN]', 'Keywords[zh_CN]', 'Categories', 'Keywords'])
    expect(lines.filter((line) => line.startsWith(`${key}=`))).toHaveLength(1);
  for (const line of lines.slice(1, -1)) expect(line).toMatch(/^[A-Za-z]+(?:\[zh_CN\])?=.+$/);
});

it('the file type of packs goes by their first bytes, which are those that Cairn writes', () => {
  const reader = readFileSync(join(root, 'src', 'ml', 'recognition', 'atlas.ts'), 'utf8');
  const magic = /value="([A-Z]+)"/.exec(buildMimeType(readBuilderConfig()))?.[1] ?? '';
  expect(reader).toContain(`8 bytes: \`${magic}\``);
  expect(magic).toHaveLength(8);
});

it('control, copyright and changelog are what dpkg takes', () => {
  const folder = makeTemporaryFolder();
  const control = buildControl({
    version: '1.2.3',
    arch: 'amd64',
    installedKiB: 7,
    depends: 'libc6 (>= 2.34)',
    recommends: ['libnotify4'],
  });
  execFileSync('mkdir', ['-p', join(folder, 'tree', 'DEBIAN')]);
  writeFileSync(join(folder, 'tree', 'DEBIAN', 'control'), control);
  const deb = join(folder, 'x.deb');
  if (process.platform === 'linux') {
    execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', join(folder, 'tree'), deb]);
    expect(execFileSync('dpkg-deb', ['--field', deb, 'Version', 'Depends'], { encoding: 'utf8' })).toBe(
      'Version: 1.2.3\nDepends: libc6 (>= 2.34)\n',
    );
  }
  expect(control).not.toContain('Homepage');
  for (const line of buildCopyright('# Third\n\ntable').split('\n')) expect(line).not.toMatch(/^\s+$/);
  expect(buildChangelog('1.2.3', new Date(0))).toContain('  Thu, 01 Jan 1970 00:00:00 +0000');
});
