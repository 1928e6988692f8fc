/**
 * @file Settings and Activity by keyboard alone, what the window finds again, and what the menu bar, a notification and a dropped
 * folder lead to: the page over a library in memory, in a real window.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchHarness, type RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { openAlbum } from './states/state.ts';
import { waitForDialog } from './support/wait-for-dialog.ts';

let harness: RunningHarness;

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full' });
}, 300_000);
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.page.setViewportSize({ width: 1280, height: 800 });
  await harness.show('full');
  await harness.page.locator('.cell').first().waitFor();
});

/** Accessible name of what has the focus. */
async function readFocus(): Promise<string> {
  return await harness.page.evaluate<string>(
    `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()`,
  );
}

async function pressUntil(key: string, name: RegExp, limit = 30): Promise<void> {
  for (let index = 0; index < limit; index += 1) {
    if (name.test(await readFocus())) return;
    await harness.page.keyboard.press(key);
  }
  throw new Error(`${String(name)} was not reached; the focus is on "${await readFocus()}".`);
}

test('every section of the settings is reached and used by keyboard', async () => {
  const { page } = harness;
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await pressUntil('Tab', /^Folders$/u);
  const sections = await page.getByRole('tab').allTextContents();
  expect(sections).toHaveLength(9);
  for (const [index, section] of sections.entries()) {
    if (index > 0) await page.keyboard.press('ArrowDown');
    await expect.poll(readFocus).toBe(section.trim());
    await expect.poll(() => page.getByRole('tab', { selected: true }).textContent()).toContain(section.trim());
    await page.getByRole('tabpanel', { name: section.trim() }).locator('h2').first().waitFor();
  }
  // Round the end, and to both ends at once.
  await page.keyboard.press('ArrowDown');
  await expect.poll(readFocus).toBe('Folders');
  await page.keyboard.press('End');
  await expect.poll(readFocus).toBe('About');
  await page.keyboard.press('Home');
  await expect.poll(readFocus).toBe('Folders');

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('radio', { name: /^Balanced/u }).waitFor();
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('balanced');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.getByRole('radio', { name: /^Fast/u }).isChecked()).toBe(true);
  await page.keyboard.press('Tab');
  await expect.poll(readFocus).toBe('Pause on battery');
  await page.keyboard.press('Space');
  await expect
    .poll(() => page.getByRole('switch', { name: 'Pause on battery' }).getAttribute('aria-checked'))
    .toBe('true');
});

test('a warning before an import can be left with Esc, and the focus comes back', async () => {
  const { page } = harness;
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Models and atlases' }).click();
  const button = page.getByRole('button', { name: 'Import an atlas pack' });
  await button.focus();
  await page.keyboard.press('Enter');
  await waitForDialog(page, 'Import an atlas pack?');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await expect.poll(readFocus).toContain('Import an atlas pack');
});

test('files for other programs are written by keyboard, and what was left alone is said', async () => {
  const { page } = harness;
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Backup', exact: true }).click();
  await page.getByRole('button', { name: 'Write XMP files…' }).focus();
  await page.keyboard.press('Enter');
  await page
    .getByText('Wrote 31 files; 7 were there already; 2 that say something else were left alone.', { exact: true })
    .waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect.poll(() => page.getByRole('checkbox', { name: 'Replace files that are there' }).isChecked()).toBe(true);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Wrote 40 files.', { exact: true }).waitFor();
});

test('one file is tried again from Activity', async () => {
  const { page } = harness;
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Activity/u })
    .click();
  await page.getByRole('button', { name: 'Try DSC_4000.jpg again' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Trying again.').waitFor();
  expect(await page.evaluate(`callCounts.get('indexing.retry')`)).toBe(1);
  expect(await page.evaluate(`callCounts.get('indexing.retryFailed')`)).toBeUndefined();
});

test('a graphics processor that is lost is told once, and the message leads to the processors', async () => {
  const { page } = harness;
  const lose = (atMs: number): Promise<unknown> =>
    page.evaluate(`cairn.call('settings.get', {}).then(({ value: { embedder } }) =>
      sendEvent('embedder.changed', { ...embedder, provider: 'cpu', lost: { provider: 'webgpu', atMs: ${atMs} } }))`);
  const message = page.getByText('Graphics (WebGPU) stopped working, so Cairn goes on with Processor (CPU).');
  await lose(1);
  await message.waitFor();
  await page.getByRole('button', { name: 'See Settings' }).click();
  await page.getByText('In use: Processor (CPU)').waitFor();
  await message.waitFor({ state: 'detached' });
  await lose(1);
  await page.waitForTimeout(300);
  expect(await message.count()).toBe(0);
  await lose(2);
  await message.waitFor();
});

/** Scrolls the view; the page knows of it when this ends. */
async function scrollTo(top: number): Promise<void> {
  await harness.page.evaluate(`new Promise((done) => {
    const view = document.querySelector('section.view');
    const go = () => {
      view.scrollTo(0, ${String(top)});
      // Its rows may not be there yet. The page is told of the place before the next frame.
      requestAnimationFrame(() => requestAnimationFrame(view.scrollTop > ${String(0.9 * top)} ? done : go));
    };
    go();
  })`);
}

test('a reloaded window shows the view, the section and the place of before', async () => {
  const { page } = harness;
  const reload = async (): Promise<void> => {
    await page.goto('app://cairn/index.html?scenario=full&keeps');
    await page.locator('h1').first().waitFor();
  };
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Privacy' }).click();
  await reload();
  await page.getByRole('tab', { name: 'Privacy', selected: true }).waitFor();

  await page.keyboard.press('Control+2');
  await page.locator('.cell').first().waitFor();
  await scrollTo(4000);
  await reload();
  await page.getByRole('heading', { name: 'Photos', level: 1 }).waitFor({ state: 'attached' });
  await expect
    .poll(() => page.evaluate<number>(`document.querySelector('section.view').scrollTop`))
    .toBeGreaterThan(3500);
});

test('a reloaded window shows the filters, and the place in an album, of before', async () => {
  const { page } = harness;
  const reload = async (): Promise<void> => {
    await page.goto('app://cairn/index.html?scenario=full&keeps');
    await page.locator('h1').first().waitFor({ state: 'attached' });
  };
  await page.keyboard.press('Control+2');
  await page.getByRole('heading', { name: 'Photos', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('button', { name: /^Favourites/u }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove the filter Favourites' }).waitFor();
  await reload();
  await page.getByRole('button', { name: 'Remove the filter Favourites' }).waitFor();

  await page.keyboard.press('Control+1');
  await page.getByRole('heading', { name: 'Landmarks', level: 1 }).waitFor();
  await page.locator('.cell img').first().waitFor();
  await openAlbum(page);
  await page.locator('[data-index="5"]').focus();
  await scrollTo(300);
  await reload();
  await page.getByRole('grid', { name: /^Photos of/u }).waitFor();
  await expect
    .poll(() => page.evaluate<number>(`document.querySelector('section.view').scrollTop`))
    .toBeGreaterThan(200);
  await page.locator('[data-index="5"][tabindex="0"]').waitFor();
});

test('hostile text in the storage is ignored', async () => {
  const { page } = harness;
  await page.evaluate(`localStorage.setItem('cairn.window', '{"route":{"view":"__proto__"},"memories":{"photos":7}}')`);
  const before = harness.complaints.length;
  await page.goto('app://cairn/index.html?scenario=full&keeps');
  await page.getByRole('heading', { name: 'Landmarks', level: 1 }).waitFor();
  expect(harness.complaints.slice(before)).toEqual([]);
});

test('what the menu bar and a notification ask for is done', async () => {
  const { page } = harness;
  const ask = (command: object): Promise<unknown> =>
    page.evaluate(`sendEvent('window.command', ${JSON.stringify(command)})`);
  await ask({ kind: 'view', view: 'settings' });
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await ask({ kind: 'album', albumId: 3 });
  await page.getByRole('grid', { name: /^Photos of Charminar/u }).waitFor();
  await ask({ kind: 'back' });
  await page.getByRole('heading', { name: 'Landmarks', level: 1 }).waitFor();
  await ask({ kind: 'keys' });
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
});

test('a dropped folder is added; a dropped file is left alone', async () => {
  const { page } = harness;
  await harness.show('first-run');
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
  const drop = (isDirectory: boolean): Promise<boolean> =>
    page.evaluate<boolean>(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([], 'Pictures'));
      // Only a real drop knows of folders.
      DataTransferItem.prototype.webkitGetAsEntry = () => ({ isDirectory: ${String(isDirectory)} });
      const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    })()`);
  await drop(false);
  expect(await page.evaluate('dropped')).toEqual([]);
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
  expect(await drop(true)).toBe(true);
  await page.getByText('Added “Pictures”').waitFor();
  expect(await page.evaluate('dropped')).toEqual(['Pictures']);
});
