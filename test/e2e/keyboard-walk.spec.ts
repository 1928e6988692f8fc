/**
 * @file One walk through the real app by the keyboard alone: landmarks, an album, its photos on the stage, the review, the history. What
 * each key did is asked of the catalog, and in the end the page says that no mouse was there.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryEntry } from '../../src/api/review-views.ts';
import { askMain, findAlbum, listPhotoIds, waitUntilIdle } from './support/ask-main.ts';
import { AlbumModel } from './support/models/album-model.ts';
import { HistoryModel } from './support/models/history-model.ts';
import { Keyboard, watchPointer } from './support/models/keyboard.ts';
import { LandmarksModel } from './support/models/landmarks-model.ts';
import { PhotoModel } from './support/models/photo-model.ts';
import { ReviewModel } from './support/models/review-model.ts';
import type { RunningApp } from './support/launch-app.ts';
import { pictureFailures } from './support/picture-failures.ts';
import { launchSampleApp } from './support/sample-app.ts';
import { waitForDialog } from './support/wait-for-dialog.ts';

let app: RunningApp;
let countPointed: () => Promise<number>;
let keyboard: Keyboard;
let landmarks: LandmarksModel;
let album: AlbumModel;
let photo: PhotoModel;
let review: ReviewModel;
let history: HistoryModel;

pictureFailures(() => app);
beforeAll(async () => {
  app = await launchSampleApp();
  keyboard = new Keyboard(app);
  landmarks = new LandmarksModel(app);
  album = new AlbumModel(app);
  photo = new PhotoModel(app);
  review = new ReviewModel(app);
  history = new HistoryModel(app);
  countPointed = await watchPointer(app);
}, 900_000);
afterAll(async () => {
  await app.close();
});

/** Addresses of the photos on the card. */
const readAskedPhotos = (): Promise<readonly string[]> =>
  app.page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('.on-view img')].map(({ src }) => src.replace(/^.*\\//u, ''))`,
  );
/** To the next photo on the stage; its id. */
async function goToNextPhoto(): Promise<number> {
  const before = await photo.readFileName();
  await keyboard.press('ArrowRight');
  await expect.poll(photo.readFileName).not.toBe(before);
  const name = await photo.readFileName();
  const { items } = await askMain(app, 'photos.list', { offset: 0, limit: 1000 });
  return items.find(({ fileName }) => fileName === name)?.id ?? 0;
}
const readHistory = async (): Promise<readonly HistoryEntry[]> =>
  (await askMain(app, 'decisions.history', { offset: 0, limit: 200 })).items;

test('the arrows and letters lead through the landmarks, Enter into an album', async () => {
  const { press, type, waitForFocus } = keyboard;
  await landmarks.open();
  await press('Home');
  await expect.poll(landmarks.readFocusedIndex).toBe(0);
  await press('ArrowRight');
  await expect.poll(landmarks.readFocusedIndex).toBe(1);
  await press('ArrowLeft', 'ArrowDown');
  // As many to a row as the window is wide.
  await expect.poll(landmarks.readFocusedIndex).toBeGreaterThan(1);
  await press('ArrowUp');
  await expect.poll(landmarks.readFocusedIndex).toBe(0);
  await press('End');
  await expect.poll(landmarks.readFocusedIndex).toBe(7);

  await type('rotter');
  await waitForFocus(/near Rotterdam/u);
  await press('Enter');
  await album.waitForName('Unnamed landmark near Rotterdam');
  await waitForFocus(/^Photo, .*Rotterdam/u);
});

test('an album is named where it is open', async () => {
  await album.rename('Meridian Helix');
  const { isNamedByPerson } = await findAlbum(app, 'Meridian Helix');
  expect(isNamedByPerson).toBe(true);
  expect((await readHistory())[0]).toMatchObject({ kind: 'rename', name: 'Meridian Helix' });
});

test('a photo is opened: leaf, zoom, information, why, attention', async () => {
  const { press, pressUntil, waitForFocus } = keyboard;
  await pressUntil('Tab', /^Photo, /u);
  await press('Home');
  await waitForFocus(/^Photo, /u);
  await press('Enter');
  await photo.waitForStage();
  const names = [await photo.readFileName()];
  for (const key of ['ArrowRight', 'ArrowRight', 'End', 'Home']) {
    const before = await photo.readFileName();
    await press(key);
    await expect.poll(photo.readFileName).not.toBe(before);
    names.push(await photo.readFileName());
  }
  expect(names[4]).toBe(names[0]);
  await photo.waitForStage();

  const fitted = await photo.readWidth();
  await press('+');
  await expect.poll(photo.readWidth).toBeGreaterThan(fitted * 1.3);
  await press('1');
  await app.page.getByText('100%', { exact: true }).waitFor();
  await press('0');
  await expect.poll(async () => Math.round(await photo.readWidth())).toBe(Math.round(fitted));

  await press('w');
  await app.page.getByRole('tab', { name: 'Why', selected: true }).waitFor();
  await app.page.getByRole('heading', { name: 'Photos of yours that look alike' }).waitFor();
  await app.page
    .getByText(/% alike/u)
    .first()
    .waitFor();
  await press('i');
  await app.page.getByRole('tab', { name: 'Information', selected: true }).waitFor();
  await photo.dialog
    .getByText(names[0] ?? '')
    .first()
    .waitFor();
  await press('a');
  await app.page.locator('canvas[data-attention]').waitFor();
  await app.page.getByText(/The model looked mostly at the|looked at all parts/u).waitFor();
  await press('a');
  await app.page.locator('canvas[data-attention]').waitFor({ state: 'detached' });
});

test('"It is ..." moves the photo into an album of that name, "Not this" takes the next one out', async () => {
  const { press, type } = keyboard;
  const helix = await findAlbum(app, 'Meridian Helix');
  const second = await goToNextPhoto();
  await press('m');
  await waitForDialog(app.page, 'What does this photo show?');
  await type('Harbour Crane');
  await app.page.getByRole('option', { name: /New album “Harbour Crane”/u }).waitFor();
  const chosen = app.page.locator('[role="option"][aria-selected="true"]', { hasText: 'New album' });
  // It is the last line, whatever lies above it by now.
  for (let count = 0; count < 10 && (await chosen.count()) === 0; count += 1) await press('ArrowUp');
  await press('Enter');
  await app.page.getByText('1 photo moved to Harbour Crane.').waitFor();
  await expect.poll(photo.hasFocus).toBe(true);
  const { memberships } = await askMain(app, 'photos.get', { photoId: second });
  expect(memberships).toContainEqual(expect.objectContaining({ name: 'Harbour Crane', state: 'confirmed' }));

  const third = await goToNextPhoto();
  await press('x');
  await app.page.getByText('1 photo taken out of Meridian Helix.', { exact: false }).waitFor();
  const after = await askMain(app, 'photos.get', { photoId: third });
  expect(after.memberships).toContainEqual(expect.objectContaining({ name: 'Meridian Helix', state: 'rejected' }));
  await press('Escape');
  await photo.waitUntilClosed();
  await keyboard.waitForFocus(/^Photo, /u);
  expect(await listPhotoIds(app, helix.id)).not.toContain(third);
});

test('the review takes yes, no and skip, and takes answers back', async () => {
  const { press } = keyboard;
  await waitUntilIdle(app);
  await review.open();
  const before = await readHistory();
  const countSkipped = async (): Promise<number> => (await askMain(app, 'review.counts', { albumId: null })).skipped;

  const questions = [await review.readQuestion()];
  await review.answer('y', 1);
  // The next card is there at once, the decision is sent behind it.
  const countHistory = async (): Promise<number> => (await readHistory()).length;
  await expect.poll(countHistory).toBe(before.length + 1);
  const yes = (await readHistory())[0];
  expect(yes).toMatchObject({ isUndone: false });
  expect(['confirm', 'rename', 'link']).toContain(yes?.kind);

  questions.push(await review.readQuestion());
  const asked = await readAskedPhotos();
  expect(asked.length).toBeGreaterThan(0);
  await review.answer('n', 2);
  await expect.poll(countHistory).toBe(before.length + 2);
  const no = (await readHistory())[0];
  expect(['reject', 'not-landmark', 'dismiss']).toContain(no?.kind);

  questions.push(await review.readQuestion());
  await review.answer('s', 3);
  await expect.poll(countSkipped).toBe(1);
  expect(await readHistory()).toHaveLength(before.length + 2);

  // The skipped question comes back, then the one that was answered with no, with the same photos.
  await review.answer('u', 2);
  await expect.poll(countSkipped).toBe(0);
  expect(await review.readQuestion()).toBe(questions[2]);
  await review.answer('u', 1);
  expect(await review.readQuestion()).toBe(questions[1]);
  await expect.poll(readAskedPhotos).toEqual(asked);
  await expect.poll(async () => (await readHistory())[0]).toMatchObject({ id: no?.id, isUndone: true });
  await press('Control+Shift+Z');
  await expect.poll(async () => (await readHistory())[0]).toMatchObject({ id: no?.id, isUndone: false });
});

test('the history lists every step in words, and takes back the last one and all of them', async () => {
  const { press, pressUntil } = keyboard;
  await history.open();
  for (const words of [/Named “Meridian Helix”/u, /Harbour Crane/u, /Took 1 photo out of Meridian Helix/u]) {
    await history.findEntry(words).waitFor();
  }
  const steps = await readHistory();
  await expect.poll(() => history.list.getByRole('listitem').count()).toBe(steps.length);
  await pressUntil('Tab', /^Undo$/u);
  await press('Enter');
  await app.page.getByText('1 decision undone.').waitFor();
  await expect.poll(async () => (await readHistory())[0]?.isUndone).toBe(true);
  // The last button of the list is that of the oldest decision: all that came after it go with it.
  const oldest = history.list.getByRole('button', { name: 'Undo back to here' }).last();
  for (let count = 0; count < 60 && (await oldest.and(app.page.locator(':focus')).count()) === 0; count += 1) {
    await press('Tab');
  }
  await press('Enter');
  await waitForDialog(app.page, /^Undo \d+ decisions\?$/u);
  await pressUntil('Tab', /^Undo back to here$/u);
  await press('Enter');
  await app.page.getByText(/\d+ decisions undone\./u).waitFor();
  await expect.poll(async () => (await readHistory()).every(({ isUndone }) => isUndone)).toBe(true);
  expect((await findAlbum(app, /Rotterdam/u)).name).toBe('Unnamed landmark near Rotterdam');
});

test('no mouse was there', async () => {
  expect(await countPointed()).toBe(0);
  expect(app.consoleLines.filter((line) => /^(?:uncaught|error)/u.test(line))).toEqual([]);
});
