/**
 * @file The window, its bridge and its permissions against the points of Electron's security list, tried in the real window. What the
 * page may load is tried in security-content.spec.ts, where it may go in security-navigation.spec.ts.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp } from './support/launch-app.ts';
import { runInPage as runInPageOf } from './support/run-in-page.ts';

let app: RunningApp;
const runInPage = (body: string): Promise<unknown> => runInPageOf(app, body);

beforeAll(async () => {
  app = await launchApp();
});

afterAll(async () => {
  await app.close();
});

test('the window is made sandboxed and isolated', async () => {
  const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
    // Electron's own way to tell what a window was made with; not in its types.
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences: () => Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  expect(preferences).toMatchObject({ webSecurity: true, webviewTag: false, allowRunningInsecureContent: false });
  // Left out, they are off.
  for (const name of ['nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'experimentalFeatures'])
    expect([name, preferences[name] ?? false]).toEqual([name, false]);
  expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
});

test('nothing of Node.js or Electron is in the reach of the page, only the bridge, and that is frozen', async () => {
  const names = ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'];
  expect(await runInPage(`return ${JSON.stringify(names)}.filter((name) => name in globalThis)`)).toEqual([]);
  expect(await runInPage('return Object.keys(cairn).sort()')).toEqual(['addDroppedFolder', 'call', 'on']);
  const attempt = 'const before = cairn.call; try { cairn.call = () => 1; } catch {} return cairn.call === before;';
  expect(await runInPage(attempt)).toBe(true);
});

test("everything in reach of the bridge is the page's own: no object of the preload script leads out", async () => {
  const body = `
    const own = new Set([Object.prototype, Function.prototype, Promise.prototype, Array.prototype]);
    const seen = new Set();
    const strange = [];
    const visit = (value, path) => {
      if (value === null || !['object', 'function'].includes(typeof value) || seen.has(value)) return;
      seen.add(value);
      const prototype = Object.getPrototypeOf(value);
      if (prototype !== null && !own.has(prototype)) strange.push(path);
      for (const key of Reflect.ownKeys(value)) {
        const { value: inner, get } = Object.getOwnPropertyDescriptor(value, key);
        visit(inner, path + '.' + String(key));
        visit(get, path + '.get ' + String(key));
      }
    };
    visit(cairn, 'cairn');
    const pending = cairn.call('library.overview', {});
    visit(pending, 'promise');
    visit(await pending, 'answer');
    visit(await cairn.call('no.such', {}), 'refusal');
    visit(cairn.on('roots.changed', () => {}), 'stop');
    return { strange, visited: seen.size };`;
  expect(await runInPage(body)).toEqual({ strange: [], visited: expect.any(Number) as number });
});

test('prototypes that the page changed reach neither the preload script nor main', async () => {
  const body = `
    const caught = [];
    const kept = { then: Promise.prototype.then, get: Map.prototype.get, parse: JSON.parse };
    Promise.prototype.then = function (...all) { caught.push(this); return kept.then.apply(this, all); };
    Map.prototype.get = function (key) { caught.push(this); return kept.get.call(this, key); };
    Object.defineProperty(Object.prototype, 'ipcRenderer', { configurable: true, set(value) { caught.push(value); } });
    try {
      const stop = cairn.on('indexing.progress', () => {});
      stop();
      const { ok } = await cairn.call('preferences.get', {});
      return { ok, leaked: caught.filter((value) => !(value instanceof Object)).length };
    } finally {
      Promise.prototype.then = kept.then;
      Map.prototype.get = kept.get;
      delete Object.prototype.ipcRenderer;
    }`;
  expect(await runInPage(body)).toEqual({ ok: true, leaked: 0 });
});

test.each([
  ['the position', `new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail))`],
  ['the microphone', `navigator.mediaDevices.getUserMedia({ audio: true })`],
  ['the camera', `navigator.mediaDevices.getUserMedia({ video: true })`],
  ['the screen', `navigator.mediaDevices.getDisplayMedia()`],
  ['the clipboard', `navigator.clipboard.readText()`],
  ['the fonts', `queryLocalFonts().then((fonts) => fonts.length > 0 || Promise.reject())`],
  ['notifications', `Notification.requestPermission().then((answer) => answer === 'granted' || Promise.reject())`],
  ['musical instruments', `navigator.requestMIDIAccess({ sysex: true })`],
  ['input devices', `navigator.hid.requestDevice({ filters: [] }).then((all) => all.length > 0 || Promise.reject())`],
  ['serial ports', `navigator.serial.requestPort()`],
  ['USB devices', `navigator.usb.requestDevice({ filters: [] })`],
  ['Bluetooth devices', `navigator.bluetooth.requestDevice({ acceptAllDevices: true })`],
  [
    'whether the person is there',
    `IdleDetector.requestPermission().then((answer) => answer === 'granted' || Promise.reject())`,
  ],
  ['all screens', `getScreenDetails()`],
  ['the waking screen', `navigator.wakeLock.request('screen')`],
  ['space for ever', `navigator.storage.persist().then((isKept) => isKept || Promise.reject())`],
  ['the pointer', `document.body.requestPointerLock()`],
  ['the keyboard', `navigator.keyboard.lock(['Escape']).then(() => document.fullscreenElement ?? Promise.reject())`],
  ['an app of its own', `navigator.serviceWorker.register('/assets/worker.js')`],
])('the page is not given %s', async (_what, request) => {
  // A question that nobody answers is not granted either.
  const body = `
    const asked = Promise.resolve().then(() => ${request}).then(() => 'granted', () => 'denied');
    return await Promise.race([asked, new Promise((go) => setTimeout(go, 2000, 'unanswered'))]);`;
  expect(await runInPage(body)).not.toBe('granted');
});

test('no permission that a page can ask about is granted', async () => {
  const body = `
    const names = ['accelerometer', 'ambient-light-sensor', 'background-fetch', 'background-sync', 'camera', 'clipboard-read',
      'clipboard-write', 'display-capture', 'geolocation', 'gyroscope', 'idle-detection', 'keyboard-lock', 'local-fonts', 'magnetometer',
      'microphone', 'midi', 'nfc', 'notifications', 'payment-handler', 'periodic-background-sync', 'persistent-storage', 'pointer-lock',
      'push', 'screen-wake-lock', 'speaker-selection', 'storage-access', 'top-level-storage-access', 'window-management'];
    const states = await Promise.all(names.map((name) =>
      navigator.permissions.query({ name, sysex: true, userVisibleOnly: true }).then(({ state }) => [name, state], () => null)));
    const known = states.filter((state) => state !== null);
    return { asked: known.length, granted: known.filter(([, state]) => state === 'granted') };`;
  const { asked, granted } = (await runInPage(body)) as { asked: number; granted: readonly string[][] };
  expect(asked).toBeGreaterThan(12);
  expect(granted).toEqual([]);
});

/** Opens another window with the preload script of ours and asks in it, or in a frame inside it. */
async function askFromElsewhere(url: string, question: string): Promise<unknown> {
  return await app.electron.evaluate(
    async ({ app: main, BrowserWindow }, { address, code }) => {
      const preload = `${main.getAppPath()}/out/preload/index.cjs`;
      const other = new BrowserWindow({ show: false, webPreferences: { preload, nodeIntegrationInSubFrames: true } });
      try {
        await other.loadURL(address).catch(() => undefined);
        return (await other.webContents.executeJavaScript(code)) as unknown;
      } finally {
        other.destroy();
      }
    },
    { address: url, code: question },
  );
}

test.each([
  ['another host', 'app://other/index.html', ''],
  ['another page', 'app://cairn/other.html', ''],
  ['an image', 'photo://library/grid/1', ''],
  ['a page of text', 'data:text/html,<title>x</title>', ''],
  ['an empty page', 'about:blank', ''],
  ['a frame inside our page', 'app://cairn/index.html', 'frame'],
])('a call and a drop from %s are refused', async (_what, url, place) => {
  const ask = `(async () => {
    let bridge = globalThis.cairn;
    if (${JSON.stringify(place)} === 'frame') {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      bridge = frame.contentWindow.cairn;
    }
    if (bridge === undefined) return 'no bridge';
    const call = await bridge.call('library.overview', {});
    const drop = await bridge.addDroppedFolder(new File([], 'x'));
    return [call, drop].map((answer) => answer.error?.code ?? 'answered');
  })()`;
  const answer = await askFromElsewhere(url, ask);
  expect([['forbidden', 'forbidden'], ...(place === 'frame' ? ['no bridge'] : [])]).toContainEqual(answer);
});

test('our page in such a window is answered: it is where the call comes from that counts', async () => {
  expect(
    await askFromElsewhere('app://cairn/index.html', `cairn.call('library.overview', {}).then(({ ok }) => ok)`),
  ).toBe(true);
});

test('a call with a bad payload is invalid input, and an unknown call is refused', async () => {
  for (const call of [
    `cairn.call('albums.get', { albumId: 'one' })`,
    `cairn.call('albums.get', { albumId: 1, path: '/etc/passwd' })`,
    `cairn.call('photos.list', null)`,
    `cairn.call('files.read', { path: '/etc/passwd' })`,
    `cairn.call('__proto__', {})`,
    `cairn.call({ name: 'albums.get' }, {})`,
    `cairn.call()`,
  ]) {
    expect(await runInPage(`return (await ${call}).error.code`)).toBe('invalid-input');
  }
  expect(await runInPage(`return (await cairn.call('albums.get', { albumId: () => 1 })).ok`)).toBe(false);
});
