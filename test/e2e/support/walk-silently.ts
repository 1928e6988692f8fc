/** @file A person's way through everything that Cairn does, driven without a port: for the witness of its sockets. */
import { readdir } from 'node:fs/promises';
import type { DrivenApp } from '../../../build/scripts/runtime/drive-app.ts';

const patienceMs = 60_000;

/** Opens a view by its place in the sidebar, and waits until it is there with its pictures. */
async function openView(app: DrivenApp, name: string): Promise<void> {
  await app.click(name, patienceMs);
  await app.waitFor(`document.title.startsWith(${JSON.stringify(name)})`, patienceMs);
  await app.waitFor(`[...document.images].every((image) => image.complete)`, patienceMs);
}

/** Value of a call that must be answered. */
async function call(app: DrivenApp, name: string, input: string): Promise<unknown> {
  const expression = `(async () => {
    const answer = await cairn.call(${JSON.stringify(name)}, ${input});
    if (!answer.ok) throw new Error(${JSON.stringify(name)} + ': ' + answer.error.message);
    return answer.value;
  })()`;
  return await app.evaluate(expression);
}

/** Looks at everything, searches, decides, exports and saves. The library is indexed. @param chosen folder of the exports */
export async function walkThrough(app: DrivenApp, chosen: string): Promise<void> {
  const album = `cairn.call('albums.list', { offset: 0, limit: 1, sort: 'photos' }).then(({ value }) => value.items[0].id)`;
  const albumId = Number(await app.evaluate(album));
  const photo = `cairn.call('photos.list', { offset: 0, limit: 1 }).then(({ value }) => value.items[0].id)`;
  const photoId = Number(await app.evaluate(photo));
  for (const name of ['Landmarks', 'Photos', 'Map', 'Review', 'Activity', 'Settings', 'Search'])
    await openView(app, name);
  await app.evaluate(`(() => {
    const box = document.querySelector('[role="searchbox"], input[type="search"]');
    box.value = 'rotterdam';
    box.dispatchEvent(new Event('input', { bubbles: true }));
  })()`);
  await app.waitFor(`document.querySelector('main').innerText.includes('near Rotterdam')`, patienceMs);
  await call(app, 'search.query', `{ text: '2024', limit: 50 }`);
  await call(
    app,
    'search.image',
    `{ bytes: await new Promise((done) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
      canvas.getContext('2d').fillRect(40, 40, 90, 150);
      canvas.toBlob(async (blob) => done(new Uint8Array(await blob.arrayBuffer())));
    }) }`,
  );
  for (const name of ['photos.get', 'photos.why', 'photos.attention']) await call(app, name, `{ photoId: ${photoId} }`);
  await app.waitFor(
    `new Promise((done) => {
      const image = new Image();
      image.onload = () => done(true);
      image.onerror = () => done(false);
      image.src = 'photo://library/original/${photoId}';
    })`,
    patienceMs,
  );
  await call(app, 'albums.rename', `{ albumId: ${albumId}, name: 'Renamed' }`);
  await call(app, 'decisions.undo', '{}');
  await call(app, 'exports.copyFiles', `{ albumId: ${albumId}, photoIds: null }`);
  await call(app, 'exports.writePage', `{ albumId: ${albumId}, photoIds: null, size: 1024 }`);
  await call(app, 'decisions.export', '{}');
  await call(app, 'backups.save', '{}');
  const written = await readdir(chosen);
  for (const ending of ['.jpg', '.html', '.jsonl', '.sqlite'])
    if (!written.some((name) => name.toLowerCase().endsWith(ending))) throw new Error(`No ${ending} was written.`);
}
