import { expect, test, vi } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';

// Only the type of Electron's menu is used by what is tested here; the real module would look for its binary.
vi.mock('electron', () => ({ app: {}, Menu: {} }));
const { buildMenuTemplate } = await import('../../../electron/main/menu.ts');

const actions = { addFolder: vi.fn(), rescan: vi.fn(), showDataFolder: vi.fn() };

function listItems(template: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? listItems(item.submenu) : [])]);
}

test.each(['linux', 'win32', 'darwin'] as const)(
  'a packed app on %s offers no developer tools and no reload',
  (platform) => {
    const roles = listItems(buildMenuTemplate(actions, platform, true)).map(({ role }) => role);
    expect(roles).not.toContain('toggleDevTools');
    expect(roles).not.toContain('reload');
    expect(roles).not.toContain('forceReload');
    expect(roles).toContain('editMenu');
  },
);

test('quitting is in the app menu on macOS and in the file menu elsewhere', () => {
  const mac = buildMenuTemplate(actions, 'darwin', true);
  expect(mac[0]?.role).toBe('appMenu');
  expect(listItems(mac).map(({ role }) => role)).not.toContain('quit');
  const linux = buildMenuTemplate(actions, 'linux', true);
  expect(listItems(linux).map(({ role }) => role)).toContain('quit');
});

test('the items do what they say', () => {
  const items = listItems(buildMenuTemplate(actions, 'linux', true));
  const click = (label: string): void => {
    (items.find((item) => item.label === label)?.click as (() => void) | undefined)?.();
  };
  click('Add Folder…');
  expect(actions.addFolder).toHaveBeenCalledOnce();
  click('Look for Changes');
  expect(actions.rescan).toHaveBeenCalledOnce();
  click('Show Data Folder');
  expect(actions.showDataFolder).toHaveBeenCalledOnce();
});
