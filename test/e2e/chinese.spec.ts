/** @file The built app in Chinese: the window, and what main tells it. */
import { afterEach, expect, test } from 'vitest';
import { launchApp, type RunningApp } from './support/launch-app.ts';

let app: RunningApp | undefined;

afterEach(async () => {
  await app?.close();
  app = undefined;
});

test('speaks Chinese as soon as it is chosen, with places and errors of main', async () => {
  const { page } = (app = await launchApp());
  await page.locator('h1').waitFor();
  // Its answer is not waited for: the page that asked may be gone by then.
  await page.evaluate(`void window.cairn.call('preferences.set', { language: 'zh-Hans' })`);
  await expect.poll(() => page.url()).toContain('lang=zh-Hans');
  await page.locator('h1').waitFor();
  expect(await page.locator('h1').textContent()).toMatch(/\p{Script=Han}/u);
  expect(await page.evaluate<string>('document.documentElement.lang')).toBe('zh-Hans');

  const call = (name: string, input: unknown): Promise<unknown> =>
    page.evaluate(`window.cairn.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`);
  // Of tables that lie beside the code while developing and in the bundle here.
  const france = { south: 43, north: 49, west: 2, east: 8, limit: 20 };
  const cities = (await call('map.cities', france)) as { readonly value: readonly { readonly name: string }[] };
  expect(cities.value.map(({ name }) => name)).toContain('巴黎');
  expect(await call('albums.get', { albumId: 99 })).toMatchObject({
    ok: false,
    error: { code: 'not-found', message: '图库中没有（或已不再有）这个相册。' },
  });
});
