/**
 * @file What a page cannot do, tried in the real window (the points of Electron's security checklist that can be tried). Code for
 * the page is text: it runs there, without Node.js, and this project's types for Node.js would not fit it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp } from './support/launch-app.ts';

let app: RunningApp;

beforeAll(async () => {
  app = await launchApp();
});

afterAll(async () => {
  await app.close();
});

/** Runs the body of an async function in the page, in a turn of its own: within the debugger's, even eval is allowed. */
async function runInPage(body: string): Promise<unknown> {
  return await app.page.evaluate(`(async () => { await new Promise((go) => setTimeout(go)); ${body} })()`);
}

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
});

test('nothing of Node.js or Electron is in the reach of the page, only the bridge, and that is frozen', async () => {
  const names = ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'];
  expect(await runInPage(`return ${JSON.stringify(names)}.filter((name) => name in globalThis)`)).toEqual([]);
  expect(await runInPage('return Object.keys(cairn).sort()')).toEqual(['addDroppedFolder', 'call', 'on']);
  const attempt = 'const before = cairn.call; try { cairn.call = () => 1; } catch {} return cairn.call === before;';
  expect(await runInPage(attempt)).toBe(true);
});

test.each([
  ['evaluating text', `try { return (0, eval)('1 + 1'); } catch { return 'blocked'; }`],
  ['making a function of text', `try { return new Function('return 2')(); } catch { return 'blocked'; }`],
  [
    'inline code',
    `const script = document.createElement('script');
     script.textContent = 'globalThis.wasRun = true';
     document.head.append(script);
     return 'wasRun' in globalThis ? 'run' : 'blocked';`,
  ],
  [
    'remote code',
    `return await new Promise((resolve) => {
       const script = document.createElement('script');
       script.onload = () => resolve('loaded');
       script.onerror = () => resolve('blocked');
       script.src = 'https://example.com/code.js';
       document.head.append(script);
     });`,
  ],
  [
    'a remote image',
    `return await new Promise((resolve) => {
       const image = new Image();
       image.onload = () => resolve('loaded');
       image.onerror = () => resolve('blocked');
       image.src = 'https://example.com/pixel.png';
     });`,
  ],
  [
    'a web socket',
    `return await new Promise((resolve) => {
       try {
         const socket = new WebSocket('ws://127.0.0.1:9/');
         socket.onopen = () => resolve('open');
         socket.onerror = () => resolve('blocked');
       } catch { resolve('blocked'); }
     });`,
  ],
  ...[
    'https://example.com/',
    'http://127.0.0.1:9/',
    'file:///etc/hostname',
    'data:text/plain,x',
    'photo://library/grid/1',
  ].map((url) => [`fetching ${url}`, `return await fetch('${url}').then(() => 'loaded', () => 'blocked');`]),
])('the page is kept from %s', async (_what, body) => {
  expect(await runInPage(body)).toBe('blocked');
});

test('main refuses foreign addresses by itself, whatever the policy of the page says', async () => {
  const outcomes = await app.electron.evaluate(async ({ session }) => {
    const urls = ['https://example.com/', 'http://127.0.0.1:9/', 'ftp://127.0.0.1/x'];
    return await Promise.all(urls.map((url) => session.defaultSession.fetch(url).then(() => 'loaded', String)));
  });
  for (const outcome of outcomes) expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
});

test.each([
  'https://example.com/',
  'file:///etc/hostname',
  'data:text/html,hello',
  'app://cairn/other.html',
  'photo://library/grid/1',
])('the page cannot navigate to %s', async (url) => {
  await runInPage(`location.href = '${url}'; await new Promise((resolve) => setTimeout(resolve, 200));`);
  expect(app.page.url()).toBe('app://cairn/index.html?lang=en');
  expect(await runInPage('return document.title')).toBe('Cairn');
});

test.each(['https://example.com/', 'app://cairn/index.html', 'about:blank'])(
  'the page cannot open a window with %s',
  async (url) => {
    expect(await runInPage(`return window.open('${url}') === null`)).toBe(true);
    expect(app.electron.windows()).toHaveLength(1);
  },
);

test.each([
  ['the position', `new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail))`],
  ['the microphone', `navigator.mediaDevices.getUserMedia({ audio: true })`],
  ['the screen', `navigator.mediaDevices.getDisplayMedia()`],
  ['the clipboard', `navigator.clipboard.readText()`],
  ['the fonts', `queryLocalFonts().then((fonts) => fonts.length > 0 || Promise.reject())`],
  ['notifications', `Notification.requestPermission().then((answer) => answer === 'granted' || Promise.reject())`],
])('the page is not given %s', async (_what, request) => {
  const body = `return await Promise.resolve().then(() => ${request}).then(() => 'granted', () => 'denied');`;
  expect(await runInPage(body)).toBe('denied');
});

test.each([
  'photo://library/grid/999999',
  'photo://library/grid/../../../../etc/passwd',
  'photo://library/original/..%2f..%2f..%2fetc%2fpasswd',
  'photo://library/original/%2e%2e/%2e%2e/etc/passwd',
  'photo://library/original//etc/passwd',
  'photo://library/original/1%00.jpg',
  'photo://library/original/-1',
  'photo://library/original/1e3',
  'photo://elsewhere/grid/1',
  'photo://etc/passwd',
  'app://cairn/../main/index.js',
  'app://cairn/%2e%2e/main/index.js',
  'app://cairn/..%2fmain%2findex.js',
  'app://cairn/',
  'app://other/index.html',
])('%s is not found', async (url) => {
  const fetchStatus = async (address: string): Promise<number> =>
    await app.electron.evaluate(
      async ({ session }, wanted) => (await session.defaultSession.fetch(wanted)).status,
      address,
    );
  expect(await fetchStatus('app://cairn/index.html')).toBe(200);
  expect(await fetchStatus(url)).toBe(404);
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

test('a page inside the page gets no bridge', async () => {
  const body = `
    const frame = document.createElement('iframe');
    frame.src = 'app://cairn/index.html';
    document.body.append(frame);
    await new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 1000); });
    try { return 'cairn' in frame.contentWindow; } catch { return false; } finally { frame.remove(); }`;
  expect(await runInPage(body)).toBe(false);
});
