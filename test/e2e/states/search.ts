/** @file States of the search and of the command palette. */
import type { Page } from 'playwright-core';
import { openFromSidebar } from './state.ts';
import type { State } from './state.ts';

const openSearch = openFromSidebar(/^Search/u);

const searchFor = (text: string) => async (page: Page) => {
  await openSearch(page);
  await page.getByRole('searchbox').fill(text);
};

/** Drops a file on the window, as a file manager does. @param shape `picture`: a drawn PNG; `text`: what is no picture */
export async function dropFile(page: Page, fileName: string, shape: 'picture' | 'text'): Promise<void> {
  // As text: the tests are not compiled with the page's types.
  await page.evaluate(`(async () => {
    const canvas = new OffscreenCanvas(300, 200);
    const context = canvas.getContext('2d');
    context.fillStyle = '#c98c5e';
    context.fillRect(0, 0, 300, 200);
    context.fillStyle = '#4a6638';
    context.fillRect(60, 90, 180, 110);
    const blob = ${JSON.stringify(shape)} === 'picture' ? await canvas.convertToBlob() : new Blob(['no picture at all']);
    const transfer = new DataTransfer();
    transfer.items.add(new File([blob], ${JSON.stringify(fileName)}, { type: blob.type }));
    const event = new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true });
    document.querySelector('main').dispatchEvent(event);
  })()`);
}

export const searchStates: readonly State[] = [
  { name: 'search-empty', scenario: 'full', shows: /Find a photo again/u, reach: openSearch },
  { name: 'search-names', scenario: 'full', shows: /Al-Khazneh/u, reach: searchFor('petra') },
  {
    name: 'search-parts',
    scenario: 'full',
    shows: /In Marseille, France/u,
    reach: searchFor('marseille june 2024 fuji'),
  },
  { name: 'search-none', scenario: 'full', shows: /Nothing found for “zzyzx”/u, reach: searchFor('zzyzx') },
  {
    name: 'search-image',
    scenario: 'full',
    shows: /This is Golden Gate Bridge/u,
    reach: (page) => dropFile(page, 'holiday.png', 'picture'),
  },
  {
    name: 'search-image-broken',
    scenario: 'full',
    shows: /This picture cannot be searched for/u,
    reach: (page) => dropFile(page, 'notes.heic', 'text'),
  },
  {
    name: 'palette',
    scenario: 'full',
    shows: /Go to Photos/u,
    reach: (page) => page.keyboard.press('Control+k'),
  },
  {
    name: 'palette-albums',
    scenario: 'full',
    shows: /Album · Wadi Musa/u,
    reach: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('petra');
    },
  },
];
