/**
 * @file `node build/scripts/take-screenshots.ts`: the pictures of the README, of the sample library in the real window. Takes what a
 * person would do in the first minutes: chooses the sample library, waits, names most of the places.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { launchApp } from '../../test/e2e/support/launch-app.ts';
import { hasDisplay, startVirtualDisplay } from './runtime/display.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'docs', 'screenshots');
const indexingLimitMs = 15 * 60_000;
/** Left without a name, so that the pictures show what that looks like. */
const unnamedNear = ['Bergen', 'Annecy'];

interface Labels {
  readonly landmarks: readonly { readonly name: string; readonly near: string }[];
}
interface Album {
  readonly id: number;
  readonly place: string | null;
}

const { landmarks } = JSON.parse(
  await readFile(join(root, 'build', 'sample-library', 'labels.json'), 'utf8'),
) as Labels;
await mkdir(folder, { recursive: true });
const display = hasDisplay() ? null : await startVirtualDisplay();
if (display !== null) process.env['DISPLAY'] = display.name;
const app = await launchApp();
const { page } = app;

async function call<Value>(name: string, input: unknown): Promise<Value> {
  return page.evaluate<Value>(
    `cairn.call(${JSON.stringify(name)}, ${JSON.stringify(input)}).then((result) => { if (!result.ok) throw new Error(result.error.message); return result.value; })`,
  );
}

async function keep(name: string): Promise<void> {
  // Pictures fade in, panels glide.
  await page.waitForTimeout(1500);
  await page.mouse.move(0, 0);
  const picture = await page.screenshot();
  await writeFile(join(folder, `${name}.png`), await sharp(picture).png({ palette: true, effort: 10 }).toBuffer());
  console.log(`docs/screenshots/${name}.png`);
}

async function goTo(view: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: view }).click();
}

async function index(): Promise<void> {
  await page.getByRole('button', { name: 'Try the sample library' }).click();
  const giveUpAt = Date.now() + indexingLimitMs;
  for (;;) {
    const { photos, indexing } = await call<{ photos: number; indexing: { state: string } }>('library.overview', {});
    if (photos > 100 && indexing.state === 'idle') return;
    if (Date.now() > giveUpAt) throw new Error('The sample library was not indexed in time.');
    await page.waitForTimeout(1000);
  }
}

async function namePlaces(): Promise<void> {
  const { items } = await call<{ items: readonly Album[] }>('albums.list', { offset: 0, limit: 50, sort: 'name' });
  for (const { id, place } of items) {
    const landmark = landmarks.find(({ near }) => place?.startsWith(near) === true);
    if (landmark !== undefined && !unnamedNear.includes(landmark.near)) {
      await call('albums.rename', { albumId: id, name: landmark.name });
    }
  }
}

try {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  await index();
  await namePlaces();
  await goTo('Landmarks');
  await keep('landmarks');
  await page.getByRole('gridcell', { name: /Temple of Veloria/u }).click();
  await keep('album');
  await page.getByRole('gridcell').nth(1).click();
  await page.locator('[data-stage] [data-layer="screen"].ready').waitFor();
  await page.keyboard.press('w');
  await keep('photo');
  await page.keyboard.press('Escape');
  await goTo('Review');
  await keep('review');
  await goTo('Map');
  await page.locator('.pin').first().waitFor();
  await keep('map');
  await goTo('Search');
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('velorya 2023');
  await keep('search');
  await page.emulateMedia({ colorScheme: 'dark' });
  await goTo('Photos');
  await keep('photos-dark');
} finally {
  await app.close();
  await display?.stop();
}
