/** @file Theme, language and the place of the person in the real app: at once, and after a restart. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchApp, type RunningApp } from './support/launch-app.ts';
import { makePhotos } from './support/make-photos.ts';

let app: RunningApp;
let photos = '';

beforeEach(async () => {
  photos = await mkdtemp(join(tmpdir(), 'cairn-preferences-'));
  await makePhotos(photos, 2);
  app = await launchApp({ args: [`--add-folder=${photos}`] });
});
afterEach(async () => {
  await app.close();
  await rm(photos, { recursive: true, force: true });
});

async function openGeneral(): Promise<void> {
  await app.page.getByRole('navigation').waitFor();
  await app.page.keyboard.press('Control+,');
  await app.page.locator('[data-section="general"]').click();
}

function readTheme(): Promise<string> {
  return app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
}

function listMenus(): Promise<readonly string[]> {
  return app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? []);
}

test('theme and language change at once, menu bar and all, and stay after a restart', async () => {
  await openGeneral();
  await app.page.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(readTheme).toBe('dark');
  expect(await listMenus()).toContain('&Edit');
  await app.page.getByRole('radio', { name: '简体中文' }).check();
  // The page comes back in the other language, at the same place.
  await app.page.getByRole('heading', { name: '设置', level: 1 }).waitFor();
  await app.page.getByRole('tab', { name: '语言与主题', selected: true }).waitFor();
  expect(await app.page.evaluate('document.documentElement.lang')).toMatch(/^zh/u);
  await expect.poll(listMenus).toContain('&编辑');
  await app.screenshot('settings-chinese-dark');

  await app.restart();
  await app.page.getByRole('heading', { name: '设置', level: 1 }).waitFor();
  await app.page.getByRole('tab', { name: '语言与主题', selected: true }).waitFor();
  expect(await readTheme()).toBe('dark');
  expect(await listMenus()).toContain('&编辑');
  await app.page.getByRole('radio', { name: 'English' }).check();
  await app.page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
});

test('the privacy page shows that nothing was asked of the network, and counts what a page tries', async () => {
  await openGeneral();
  await app.page.locator('[data-section="privacy"]').click();
  const count = app.page.locator('.count .number');
  await count.waitFor();
  expect(await count.textContent()).toBe('0');
  await app.page.evaluate(`new Promise((done) => {
    const image = new Image();
    image.onerror = done;
    image.src = 'app://elsewhere/x.png';
  })`);
  const counted = await app.electron.evaluate(async ({ session }) => {
    const before = await session.defaultSession.fetch('https://example.com/').then(
      () => 'answered',
      () => 'refused',
    );
    return before;
  });
  expect(counted).toBe('refused');
});

test('the menu bar leads to views of the page', async () => {
  await app.page.getByRole('navigation').waitFor();
  await app.electron.evaluate(({ Menu }) => {
    const find = (items: Electron.MenuItem[]): Electron.MenuItem | undefined => {
      for (const item of items) {
        if (item.label === 'Activity') return item;
        const found = find(item.submenu?.items ?? []);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    find(Menu.getApplicationMenu()?.items ?? [])?.click();
  });
  await app.page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor();
});
