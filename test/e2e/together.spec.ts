/** @file One product: the same ways to every view, and the same menu for a photo or an album wherever it is shown. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { openAlbum, openPhoto } from './states/state.ts';

let harness: RunningHarness;
const evaluate = <Value>(expression: string): Promise<Value> => harness.page.evaluate<Value>(expression);
const readEntries = (): Promise<string[]> =>
  evaluate(
    `[...document.querySelectorAll('[role="menuitem"]')].map((item) => item.textContent.replace(/\\s+/g, ' ').trim())`,
  );

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full', size: { width: 1280, height: 800 } });
}, 300_000);
beforeEach(async () => {
  await harness.show('full');
  await harness.page.locator('.cell img').first().waitFor();
});
afterEach(() => expect(harness.complaints).toEqual([]));
afterAll(() => harness.close());

test('the sidebar, the keys and the command palette lead to the same views in one order', async () => {
  const { page } = harness;
  const names = (await page.getByRole('navigation').locator('li .label').allTextContents()).slice(0, -1);
  expect(names).toEqual(['Landmarks', 'Photos', 'Map', 'Review', 'Search', 'Activity']);
  for (const [index, name] of names.entries()) {
    await page.keyboard.press(`Control+${String(index + 1)}`);
    await page
      .getByRole('navigation')
      .getByRole('button', { name, exact: false })
      .and(page.locator('.current'))
      .waitFor();
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('option').first().waitFor();
  const listed = await page.getByRole('option').locator('.label').allTextContents();
  expect(listed.slice(0, names.length)).toEqual(names.map((name) => `Go to ${name}`));
});

test('from the photo on the stage Ctrl and a number lead to another view, and the stage is gone', async () => {
  const { page } = harness;
  await openPhoto(page);
  await page.keyboard.press('Control+2');
  await page.getByRole('dialog', { name: 'Photo' }).waitFor({ state: 'hidden' });
  await page.getByRole('heading', { name: 'Photos', level: 1 }).waitFor();
});

test('F marks the photo on the stage, in its header, and its tile', async () => {
  const { page } = harness;
  await openPhoto(page);
  const isMarked = ((await page.locator('[data-index="2"]').getAttribute('aria-label')) ?? '').includes('favourite');
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'Favourite', pressed: !isMarked }).waitFor();
  await page.keyboard.press('Escape');
  await expect
    .poll(async () => ((await page.locator('[data-index="2"]').getAttribute('aria-label')) ?? '').includes('favourite'))
    .toBe(!isMarked);
});

const photo = ['OpenEnter', 'It is…M', 'Not a landmarkShift+X', 'Add to favouritesF', 'More like thisL'];
const isPhotoMenu = (entries: readonly string[]): void => {
  const words = entries.map((entry) => entry.replace('Remove from', 'Add to').replaceAll(' ', ''));
  expect(words.filter((word) => !word.startsWith('Showinfolder'))).toEqual(
    photo.map((word) => word.replaceAll(' ', '')),
  );
};

describe('the menu of a photo', () => {
  test('is the same in Photos, by mouse, menu key and Shift+F10', async () => {
    const { page } = harness;
    await page.keyboard.press('Control+2');
    await page
      .getByRole('grid', { name: /^All photos/u })
      .locator('.cell img.ready')
      .first()
      .waitFor();
    await page.locator('[data-index="1"]').click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    isPhotoMenu(await readEntries());
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    for (const key of ['ContextMenu', 'Shift+F10']) {
      await page.locator('[data-index="1"]').focus();
      await page.keyboard.press(key);
      await page.getByRole('menu', { name: 'Actions for photos' }).waitFor();
      isPhotoMenu(await readEntries());
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'hidden' });
    }
  });

  test('is the same in a search, where F marks what has the focus', async () => {
    const { page } = harness;
    await page.keyboard.press('/');
    await page.getByRole('searchbox').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('golden gate');
    await page
      .getByRole('grid', { name: /^Golden Gate/u })
      .locator('.cell img.ready')
      .first()
      .waitFor();
    await page.locator('[data-index="0"]').focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu', { name: 'Actions for photos' }).waitFor();
    isPhotoMenu(await readEntries());
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await page.locator('[data-index="0"]:focus').waitFor();
    await page.keyboard.press('f');
    await page.getByText(/1 photo (?:added to|removed from) favourites/u).waitFor();
    // The album that the words mean has its own.
    await page.locator('[data-album]').first().click({ button: 'right' });
    await page.getByRole('menu', { name: 'Actions for this album' }).waitFor();
    expect(await readEntries()).toContain('Export album…');
  });

  test('is the same in the photos of a place on the map, and "More like this" opens with the photo', async () => {
    const { page } = harness;
    await page.keyboard.press('Control+3');
    await page.getByRole('button', { name: /here$/u }).click();
    await page.locator('.sheet .cell img.ready').first().waitFor();
    await page.locator('.sheet [data-index="0"]').focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu', { name: 'Actions for photos' }).waitFor();
    isPhotoMenu(await readEntries());
    await page.getByRole('menuitem', { name: /^More like this/u }).click();
    await page.getByRole('dialog', { name: 'More like this' }).locator('[data-index="0"]').waitFor();
  });

  test('is the same among duplicates, and asks for the album by its key', async () => {
    const { page } = harness;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('duplicates');
    await page.getByRole('option', { name: /duplicates/iu, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-place]').first().waitFor();
    await page.locator('[data-place]').first().focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu', { name: 'Actions for photos' }).waitFor();
    isPhotoMenu(await readEntries());
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await page.locator('[data-place]:focus').waitFor();
    await page.keyboard.press('m');
    await page.getByRole('dialog', { name: 'What does this photo show?' }).waitFor();
  });

  test('has the answers too in an album and on the stage, in the same order', async () => {
    const { page } = harness;
    await openAlbum(page);
    await page.locator('[data-index="2"]').focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu').waitFor();
    const inAlbum = (await readEntries()).map((entry) => entry.replaceAll(' ', ''));
    expect(inAlbum).toEqual(
      expect.arrayContaining(['ConfirmC', 'NotthisX', 'Movetoalbum…M', 'UseascoverU', 'Export…E']),
    );
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await page.locator('[data-index="2"]').click();
    await page.locator('[data-stage] [data-layer="screen"].ready').waitFor();
    await page.locator('[data-stage]').click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    const onStage = (await readEntries()).map((entry) => entry.replaceAll(' ', ''));
    const shared = inAlbum.filter((entry) => onStage.includes(entry));
    expect(shared.length).toBeGreaterThan(3);
    expect(onStage.filter((entry) => shared.includes(entry))).toEqual(shared);
  });
});

test('covers and pins have placeholders until their pictures are there', async () => {
  const { page } = harness;
  await evaluate(`(() => {
    window.placeholders = new Set();
    new MutationObserver(() => {
      for (const canvas of document.querySelectorAll('.cover > canvas, .picture > canvas')) {
        window.placeholders.add(canvas.parentElement.className.split(' ')[0]);
        const { width, height } = canvas.getBoundingClientRect();
        const box = canvas.parentElement.getBoundingClientRect();
        if (box.width > 0 && (width - box.width > 1 || height - box.height > 1)) window.placeholders.add('too large');
      }
    }).observe(document.body, { childList: true, subtree: true });
  })()`);
  // To covers that were not on view before: those that were may have faded in.
  await page.locator('[data-index="0"]').focus();
  await page.keyboard.press('End');
  await page.locator('.cell img.ready').first().waitFor();
  await expect.poll(() => evaluate('[...window.placeholders]')).toContain('cover');
  await page.keyboard.press('Control+3');
  await page.locator('[data-pin]').first().waitFor();
  await expect.poll(() => evaluate('[...window.placeholders]')).toContain('picture');
  expect(await evaluate('[...window.placeholders]')).not.toContain('too large');
});
