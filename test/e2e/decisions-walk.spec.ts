/**
 * @file What a person decides stays decided: albums merged, split, named and hidden in the window, the app quit and started again, each
 * undone and done again afterwards.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlbumSummary } from '../../src/api/views.ts';
import { askMain, findAlbum, listAlbums, listPhotoIds, waitUntilIdle } from './support/ask-main.ts';
import type { RunningApp } from './support/launch-app.ts';
import { AlbumModel } from './support/models/album-model.ts';
import { HistoryModel } from './support/models/history-model.ts';
import { LandmarksModel } from './support/models/landmarks-model.ts';
import { pictureFailures } from './support/picture-failures.ts';
import { launchSampleApp } from './support/sample-app.ts';

const rotterdam = 'Unnamed landmark near Rotterdam';
const nice = 'Unnamed landmark near Nice';
const kyoto = 'Unnamed landmark near Kyoto';
let app: RunningApp;
let landmarks: LandmarksModel;
let album: AlbumModel;
let history: HistoryModel;
/** Albums after each decision, the one before the first in front. */
const states: State[] = [];

pictureFailures(() => app);
beforeAll(async () => {
  app = await launchSampleApp();
  landmarks = new LandmarksModel(app);
  album = new AlbumModel(app);
  history = new HistoryModel(app);
  states.push(await readState());
}, 900_000);
afterAll(async () => {
  await app.close();
});

interface State {
  readonly albums: readonly { readonly name: string; readonly photoIds: readonly number[] }[];
  readonly hidden: readonly string[];
}

/** Names and members of all albums, hidden ones apart. */
async function readState(): Promise<State> {
  const shown = await listAlbums(app);
  const albums = await Promise.all(
    shown.map(async ({ id, name }) => ({ name, photoIds: [...(await listPhotoIds(app, id))].sort((a, b) => a - b) })),
  );
  const hidden = await askMain(app, 'albums.list', { offset: 0, limit: 100, sort: 'name', isHidden: true });
  return { albums, hidden: hidden.items.map(({ name }) => name) };
}

async function noteState(): Promise<void> {
  await waitUntilIdle(app);
  states.push(await readState());
}

async function expectState(index: number): Promise<void> {
  await expect.poll(readState).toEqual(states[index]);
}

const countOf = (name: string): Promise<number> => findAlbum(app, name).then((found: AlbumSummary) => found.photoCount);

test('two albums become one', async () => {
  const together = (await countOf(rotterdam)) + (await countOf(nice));
  await landmarks.openAlbum(/near Rotterdam/u);
  await album.merge(nice, rotterdam);
  expect(await countOf(rotterdam)).toBe(together);
  expect((await listAlbums(app)).map(({ name }) => name)).not.toContain(nice);
  await noteState();
});

test('photos of an album get one of their own, which is named', async () => {
  await landmarks.openAlbum(/near Kyoto/u);
  const before = await listPhotoIds(app, (await findAlbum(app, kyoto)).id);
  await album.select(0, 1, 2);
  await app.page.keyboard.press('n');
  await app.page.getByText(/^3 photos moved to/u).waitFor();
  await noteState();
  await album.rename('Hoshimori by night');
  const own = await findAlbum(app, 'Hoshimori by night');
  expect(await listPhotoIds(app, own.id)).toHaveLength(3);
  expect(await listPhotoIds(app, (await findAlbum(app, kyoto)).id)).toHaveLength(before.length - 3);
  await noteState();
});

test('an album is hidden', async () => {
  await landmarks.openAlbum(/near Annecy/u);
  const name = await album.readName();
  await album.choose('Hide album');
  await app.page.getByText(`${name} is hidden.`, { exact: false }).waitFor();
  expect((await listAlbums(app)).map((one) => one.name)).not.toContain(name);
  await noteState();
  expect(states).toHaveLength(5);
  expect(states[4]?.hidden).toEqual([name]);
});

test('after quitting and starting again, and after another look through the folders, all of it is so', async () => {
  await app.restart();
  await app.page.getByRole('navigation').waitFor();
  await expectState(4);
  await askMain(app, 'roots.rescan', {});
  await waitUntilIdle(app);
  await expectState(4);
  await landmarks.open();
  await landmarks.findCard(/^Hoshimori by night/u).waitFor();
  await expect.poll(() => landmarks.findCard(/near Annecy/u).count()).toBe(0);
});

test('Ctrl+Z takes back each of them, the last first, and Ctrl+Shift+Z makes them again', async () => {
  const { keyboard } = app.page;
  for (const [index, said] of [
    [3, 'Undone: hiding an album'],
    [2, 'Undone: naming an album'],
    [1, 'Undone: making an album'],
    [0, 'Undone: merging two albums'],
  ] as const) {
    await keyboard.press('Control+z');
    await app.page.getByText(said).first().waitFor();
    await expectState(index);
  }
  for (const index of [1, 2, 3, 4]) {
    await keyboard.press('Control+Shift+Z');
    await expectState(index);
  }
});

test('the history takes them back and makes them again, after one more start', async () => {
  await app.restart();
  await app.page.getByRole('navigation').waitFor();
  await history.open();
  await history.turnTo(/Made the album/u, 'Undo');
  await expectState(1);
  await history.turnTo(/Hid Unnamed landmark near Annecy/u, 'Redo');
  await expectState(4);
  await history.turnTo(/Merged/u, 'Undo');
  await expectState(0);
  expect(app.consoleLines.filter((line) => /^(?:uncaught|error)/u.test(line))).toEqual([]);
});
