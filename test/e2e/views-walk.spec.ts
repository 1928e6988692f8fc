/**
 * @file Every view of the real app with the sample library in it, in light and dark, looked at by axe; then in Chinese and dark, also
 * after a restart, where nothing but names is left in English.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { askMain, findAlbum, listAlbums } from './support/ask-main.ts';
import { findViolations } from './support/examine-page.ts';
import type { RunningApp } from './support/launch-app.ts';
import { pictureFailures } from './support/picture-failures.ts';
import { launchSampleApp, samplePhotosFolder } from './support/sample-app.ts';
import { waitUntilIs } from './support/wait-until.ts';

let app: RunningApp;

pictureFailures(() => app);
beforeAll(async () => {
  app = await launchSampleApp();
  const { id } = await findAlbum(app, /near Rotterdam/u);
  await askMain(app, 'albums.rename', { albumId: id, name: 'Meridian Helix' });
  await app.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: null });
}, 900_000);
afterAll(async () => {
  await app.close();
});

interface View {
  readonly name: string;
  readonly reach: (page: Page) => Promise<void>;
}

const press =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
const waitForPictures = (page: Page): Promise<void> =>
  page.locator('.view [role="gridcell"] img.ready').first().waitFor();
const openAlbum = async (page: Page): Promise<void> => {
  await press('Control+1')(page);
  await page.getByRole('gridcell', { name: /^Meridian Helix/u }).click();
  await page.locator('[data-rename]').waitFor();
  await waitForPictures(page);
};
const openPhoto =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    await openAlbum(page);
    await page.locator('[data-index="2"]').click();
    await page.locator('[role="dialog"]:focus-within [data-stage] [data-layer="screen"].ready').first().waitFor();
    await press(...keys)(page);
  };
const openSection =
  (section: string) =>
  async (page: Page): Promise<void> => {
    await press('Control+,')(page);
    await page.locator(`[data-section="${section}"]`).click();
    await page.getByRole('tabpanel').locator('h2').first().waitFor();
  };
/** By their icons: the words are another language's in half of the tests. */
const openItem =
  (icon: string) =>
  async (page: Page): Promise<void> => {
    await page.locator(`nav button:has(.lucide-${icon})`).first().click();
    await page.locator('.view h1').waitFor();
  };

const views: readonly View[] = [
  {
    name: 'landmarks',
    reach: async (page) => {
      await press('Control+1')(page);
      await waitForPictures(page);
    },
  },
  { name: 'album', reach: openAlbum },
  { name: 'photo with information', reach: openPhoto('i', 'i') },
  {
    name: 'photo with reasons',
    reach: async (page) => {
      await openPhoto('w')(page);
      await page.getByText(/\d+% /u).first().waitFor();
    },
  },
  {
    name: 'photos',
    reach: async (page) => {
      await press('Control+2')(page);
      await waitForPictures(page);
    },
  },
  {
    name: 'duplicates',
    reach: async (page) => {
      await press('Control+2')(page);
      await page.locator('main button:has(.lucide-copy)').first().click();
      await page.getByRole('radio').first().waitFor();
      await page.locator('main img.ready').first().waitFor();
    },
  },
  {
    name: 'review',
    reach: async (page) => {
      await press('Control+4')(page);
      await page.locator('.on-view h2').waitFor();
    },
  },
  {
    name: 'map',
    reach: async (page) => {
      await press('Control+3')(page);
      await page.locator('[data-pin]').first().waitFor();
    },
  },
  {
    name: 'search',
    reach: async (page) => {
      await press('Control+f')(page);
      await page.getByRole('searchbox').fill('helix');
      await waitForPictures(page);
    },
  },
  {
    name: 'history',
    reach: async (page) => {
      await press('Control+h')(page);
      await page.locator('main [role="listitem"]').first().waitFor();
    },
  },
  {
    name: 'activity',
    reach: async (page) => {
      await openItem('activity')(page);
      // The file of the sample library that is broken.
      await page.locator('main [role="listitem"] bdi').first().waitFor();
    },
  },
  ...['folders', 'processor', 'pace', 'packs', 'privacy', 'backup', 'general', 'keys', 'about'].map(
    (section): View => ({ name: `settings: ${section}`, reach: openSection(section) }),
  ),
];

/** Views over others are left by Esc. */
async function leave(page: Page): Promise<void> {
  for (let count = 0; count < 3 && (await page.getByRole('dialog').count()) > 0; count += 1)
    await page.keyboard.press('Escape');
}

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  beforeAll(async () => {
    await askMain(app, 'preferences.set', { theme });
    await waitUntilIs(
      () => app.page.evaluate<boolean>(`matchMedia('(prefers-color-scheme: dark)').matches`),
      theme === 'dark',
    );
  });

  test.each(views)('$name', async ({ name, reach }) => {
    await reach(app.page);
    // Colours fade from one theme to the other.
    await app.page.waitForTimeout(300);
    const found = await findViolations(app.page);
    await app.screenshot(`real/${name.replaceAll(/\W+/gu, '-')}-${theme}`);
    await leave(app.page);
    expect(found).toEqual([]);
  });
});

describe('in Chinese and dark, after a restart', () => {
  let names: readonly string[] = [];

  beforeAll(async () => {
    await press('Control+,')(app.page);
    await app.page.locator('[data-section="general"]').click();
    await app.page.getByRole('radio', { name: 'Dark' }).check();
    await app.page.getByRole('radio', { name: '简体中文' }).check();
    await app.page.getByRole('heading', { name: '设置', level: 1 }).waitFor();
    await app.restart();
    await app.page.getByRole('navigation').waitFor();
    await app.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: null });
    names = await collectNames();
  });

  test('both are still so', async () => {
    expect(await app.page.evaluate('document.documentElement.lang')).toBe('zh-Hans');
    expect(await app.page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`)).toBe(true);
    expect(await app.electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  });

  test.each(views)('$name has no English words but names', async ({ name, reach }) => {
    await reach(app.page);
    const words = await readLatinWords(app.page, names);
    await app.screenshot(`real/${name.replaceAll(/\W+/gu, '-')}-chinese`);
    await leave(app.page);
    expect(words).toEqual([]);
  });
});

/** What is called the same in every language. */
const terms =
  /^(?:Cairn|CPU|GPU|CUDA|NVIDIA|WebGPU|GPS|EXIF|HEIC|JPEG|PNG|WebP|RAW|sha|ISO|MP|MB|kB|GB|mm|km|XMP|JSON|digiKam|Lightroom|darktable|Ctrl|Home|End|Apache|License|English|THIRD|PARTY\.md)$/u;

/** Words in Latin letters that the page says or shows, but for names and terms. */
async function readLatinWords(page: Page, names: readonly string[]): Promise<readonly string[]> {
  const texts = await page.evaluate<readonly string[]>(`(() => {
    const texts = [];
    const isCounted = (element) => element.closest('script, style, kbd, [inert]') === null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (isCounted(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      if (!isCounted(element)) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
    }
    return texts;
  })()`);
  const words = texts.flatMap((text) => {
    const rest = names.reduce((left, name) => left.replaceAll(name, ' '), text);
    // The start of a checksum is no word.
    return rest.replaceAll(/\b[0-9a-f]{8,}\b/gu, ' ').match(/\p{Script=Latin}[\p{Script=Latin}\p{M}'’.-]+/gu) ?? [];
  });
  return [...new Set(words)].filter((word) => !terms.test(word.replace(/[.-]+$/u, ''))).sort();
}

/** Names of files, folders, cameras, albums and landmarks, and what packs say of themselves; the longest first. */
async function collectNames(): Promise<readonly string[]> {
  const { items } = await askMain(app, 'photos.list', { offset: 0, limit: 1000 });
  const failures = await askMain(app, 'indexing.failures', { offset: 0, limit: 100 });
  const { cameras } = await askMain(app, 'photos.facets', {});
  const roots = await askMain(app, 'roots.list', {});
  const { dataFolder } = await askMain(app, 'settings.get', {});
  const albums = await listAlbums(app);
  const proposals = await Promise.all(albums.map(({ id }) => askMain(app, 'albums.nameProposals', { albumId: id })));
  const packs = await askMain(app, 'packs.list', {});
  const details = await Promise.all(items.map(({ id }) => askMain(app, 'photos.get', { photoId: id })));
  const names = [
    dataFolder,
    'Meridian Helix',
    // A command, as it is typed.
    'cairn atlas export',
    ...items.map(({ fileName }) => fileName),
    ...failures.items.flatMap(({ fileName, folder }) => [fileName, folder]),
    ...details.flatMap(({ files, camera }) => [
      camera ?? '',
      ...files.flatMap(({ fileName, folder }) => [
        fileName,
        folder,
        ...folder.replace(samplePhotosFolder, '').split(/[/\\ ]/u),
      ]),
    ]),
    ...cameras.map(({ value }) => value),
    ...roots.flatMap(({ path, label }) => [path, label]),
    ...proposals.flat().map(({ name }) => name),
    ...listTexts(packs),
  ];
  return [...new Set(names)].filter((name) => /\p{Script=Latin}{2}/u.test(name)).sort((a, b) => b.length - a.length);
}

/** Every text in a value. */
function listTexts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
}
