import { describe, expect, test, vi } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import { placeViews } from '../../../src/api/window-commands.ts';
import { findWords } from '../../../electron/main/words/index.ts';

// Only the type of Electron's menu is used by what is tested here; the real module would look for its binary.
vi.mock('electron', () => ({ app: {}, Menu: {} }));
const { buildMenuTemplate } = await import('../../../electron/main/menu.ts');

const actions = { addFolder: vi.fn(), rescan: vi.fn(), showDataFolder: vi.fn(), ask: vi.fn() };
const words = findWords('en').menu;
const platforms = ['linux', 'win32', 'darwin'] as const;

function build(platform: NodeJS.Platform, isPackaged = true): MenuItemConstructorOptions[] {
  return buildMenuTemplate(actions, words, platform, isPackaged);
}

function listItems(template: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? listItems(item.submenu) : [])]);
}

function click(platform: NodeJS.Platform, label: string): void {
  const item = listItems(build(platform)).find((candidate) => candidate.label === label);
  (item?.click as (() => void) | undefined)?.();
}

test.each(platforms)('a packed app on %s offers no developer tools and no reload', (platform) => {
  const roles = listItems(build(platform)).map(({ role }) => role);
  expect(roles).not.toContain('toggleDevTools');
  expect(roles).not.toContain('reload');
  expect(roles).not.toContain('forceReload');
  expect(roles).toContain('editMenu');
});

test('quitting is in the app menu on macOS and in the file menu elsewhere', () => {
  const [first, second] = build('darwin');
  expect(first?.role).toBe('appMenu');
  expect(listItems([first ?? {}]).map(({ role }) => role)).toContain('quit');
  expect(listItems([second ?? {}]).map(({ role }) => role)).not.toContain('quit');
  expect(listItems([build('linux')[0] ?? {}]).map(({ role }) => role)).toContain('quit');
});

test.each([
  ['darwin', 'Cairn', 'appMenu'],
  ['win32', 'File', 'fileMenu'],
  ['linux', 'Edit', 'editMenu'],
] as const)('settings are where %s has them', (platform, _name, role) => {
  const places = build(platform).filter((menu) => listItems([menu]).some(({ label }) => label === words.settings));
  expect(places.map((menu) => menu.role)).toEqual([role]);
});

test.each(platforms)('no key is taken twice on %s', (platform) => {
  const keys = listItems(build(platform)).flatMap(({ accelerator }) => accelerator ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

test.each(platforms)('the views have the keys of the sidebar on %s', (platform) => {
  const items = listItems(build(platform));
  const places = placeViews.map((view) => items.find(({ label }) => label === words[view])?.accelerator);
  expect(places).toEqual(placeViews.map((_, index) => `CmdOrCtrl+${String(index + 1)}`));
});

describe('the items', () => {
  test('do what they say', () => {
    click('linux', 'Add Folder…');
    expect(actions.addFolder).toHaveBeenCalledOnce();
    click('linux', 'Look for Changes');
    expect(actions.rescan).toHaveBeenCalledOnce();
    click('linux', 'Show Data Folder');
    expect(actions.showDataFolder).toHaveBeenCalledOnce();
  });

  test.each([
    ['Undo', { kind: 'undo' }],
    ['Redo', { kind: 'redo' }],
    ['History…', { kind: 'view', view: 'history' }],
    ['Find Photos…', { kind: 'view', view: 'search' }],
    ['Duplicates', { kind: 'view', view: 'duplicates' }],
    ['Commands…', { kind: 'palette' }],
    ['Review', { kind: 'view', view: 'review' }],
    ['Back', { kind: 'back' }],
    ['Photos', { kind: 'view', view: 'photos' }],
    ['Settings…', { kind: 'view', view: 'settings' }],
    ['Activity', { kind: 'view', view: 'activity' }],
  ] as const)('%s asks the page', (label, command) => {
    actions.ask.mockClear();
    click('linux', label);
    expect(actions.ask).toHaveBeenCalledExactlyOnceWith(command);
  });

  test('are said in the language of the window', () => {
    const shown = listItems(buildMenuTemplate(actions, findWords('zh-Hans').menu, 'linux', true));
    const labels = shown.flatMap(({ label }) => label ?? []);
    expect(labels).toContain('撤销');
    expect(labels.filter((label) => /[A-Za-z]{3,}/.test(label.replace('Cairn', '')))).toEqual([]);
  });
});
