/**
 * @file Where the page may go, tried in the real window: nowhere. Whatever it tries, or is made to try by a person's hand, its own page
 * stays, no window, frame or program opens, and nobody on the network hears of it.
 */
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropFiles } from './support/drop-files.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';
import { startListening, type ListeningServer } from './support/listening-server.ts';
import { runInPage as runInPageOf } from './support/run-in-page.ts';

const ownPage = 'app://cairn/index.html?lang=en';
/** For what would come a moment later. */
const settleMs = 150;
const patient = { timeout: 30_000 };

let app: RunningApp;
let server: ListeningServer;
let folder = '';
const runInPage = (body: string): Promise<unknown> => runInPageOf(app, body);

beforeAll(async () => {
  server = await startListening();
  folder = await mkdtemp(join(tmpdir(), 'cairn-navigation-'));
  // What Chromium starts on Linux for the addresses of other programs.
  await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\necho "$@" >> ${folder}/opened\n`);
  await chmod(join(folder, 'xdg-open'), 0o755);
  app = await launchApp({ env: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` } });
  await runInPage('globalThis.isStillTheSame = true');
});

afterAll(async () => {
  await app.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function expectNothingHappened(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  expect(app.page.url()).toBe(ownPage);
  expect(await runInPage('return [isStillTheSame, document.title, globalThis.wasRun ?? null]')).toEqual([
    true,
    'Cairn',
    null,
  ]);
  const contents = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((one) => one.getType()),
  );
  expect(contents).toEqual(['window']);
  // A frame that was taken away is told of a moment later.
  await expect.poll(() => app.page.frames().length, patient).toBe(1);
  expect(await readdir(folder)).toEqual(['xdg-open']);
  expect(server.countConnections()).toBe(0);
}

const addresses = [
  'http://SERVER/',
  'https://example.com/',
  'file:///etc/hostname',
  'data:text/html,<script>wasRun=1</script>',
  'javascript:globalThis.wasRun=1',
  'app://cairn/other.html',
  'photo://library/grid/1',
  'mailto:ada@example.com',
  'other-program:do-something',
  'devtools://devtools/bundled/inspector.html',
  'view-source:app://cairn/index.html',
  'chrome://gpu',
  'about:blank',
  '//example.com/',
] as const;
const place = (address: string): string => address.replace('SERVER', server.host);

/** Nobody is asked before a page goes there (test below). */
const nowhere = 'about:blank';

test.each(addresses.filter((address) => address !== nowhere))(
  'the page does not leave for %s, by itself or by a click',
  async (address) => {
    const url = JSON.stringify(place(address));
    await runInPage(`try { location.href = ${url}; } catch {}`);
    await expectNothingHappened();
    await runInPage(`try { location.replace(${url}); } catch {}`);
    await runInPage(`
    const link = document.createElement('a');
    Object.assign(link, { href: ${url}, id: 'way-out', textContent: 'way out' });
    Object.assign(link.style, { position: 'fixed', inset: '0', zIndex: '9999' });
    document.body.append(link);`);
    try {
      // By the mouse alone: a locator would wait for a navigation that must not come.
      await app.page.mouse.click(500, 300);
      await app.page.mouse.click(500, 300, { button: 'middle' });
      for (const key of ['Control', 'Shift']) {
        await app.page.keyboard.down(key);
        await app.page.mouse.click(500, 300);
        await app.page.keyboard.up(key);
      }
      for (const change of ['link.target = "_blank"', 'link.target = ""; link.download = "x"']) {
        await runInPage(`const link = document.querySelector('#way-out'); ${change};`);
        await app.page.mouse.click(500, 300);
      }
    } finally {
      await runInPage(`document.querySelector('#way-out').remove()`);
    }
    await expectNothingHappened();
  },
);

test('a page that empties itself is loaded again', async () => {
  await runInPage(`setTimeout(() => (location.href = '${nowhere}'))`);
  await expect.poll(() => app.page.evaluate('globalThis.isStillTheSame ?? null'), patient).toBeNull();
  await app.page.locator('h1').first().waitFor();
  expect(app.page.url()).toBe(ownPage);
  await runInPage('globalThis.isStillTheSame = true');
});

test.each(addresses)('the page opens no window and no frame with %s', async (address) => {
  const url = JSON.stringify(place(address));
  expect(await runInPage(`return window.open(${url}) === null`)).toBe(true);
  expect(await runInPage(`return window.open(${url}, 'other', 'width=300,nodeIntegration=yes') === null`)).toBe(true);
  const inside = await runInPage(`
    const frame = document.createElement('iframe');
    frame.src = ${url};
    document.body.append(frame);
    await new Promise((go) => setTimeout(go, 100));
    try { return 'cairn' in frame.contentWindow; } catch { return false; } finally { frame.remove(); }`);
  expect(inside).toBe(false);
  await expectNothingHappened();
});

test('a frame with a text of its own runs no code and has no bridge', async () => {
  const found = await runInPage(`
    const frame = document.createElement('iframe');
    frame.srcdoc = '<script>parent.wasRun = 1</script><img src="x" onerror="parent.wasRun = 1">';
    document.body.append(frame);
    await new Promise((go) => setTimeout(go, 300));
    const has = 'cairn' in frame.contentWindow;
    frame.remove();
    return has;`);
  expect(found).toBe(false);
  await expectNothingHappened();
});

test.each(['get', 'post'])('a form that is sent by %s leads nowhere', async (method) => {
  for (const target of ['', '_blank']) {
    await runInPage(`
      const form = document.createElement('form');
      Object.assign(form, { action: 'http://${server.host}/', method: '${method}', target: '${target}' });
      document.body.append(form);
      form.requestSubmit();
      form.remove();`);
    await expectNothingHappened();
  }
});

test('a page that says it moved stays', async () => {
  await runInPage(`
    const meta = document.createElement('meta');
    Object.assign(meta, { httpEquiv: 'refresh', content: '0;url=http://${server.host}/' });
    document.head.append(meta);
    await new Promise((go) => setTimeout(go, 500));
    meta.remove();`);
  await expectNothingHappened();
});

test('the history leads nowhere else', async () => {
  const attempt = `try { history.pushState({}, '', 'http://${server.host}/'); return 'changed'; } catch { return 'refused'; }`;
  expect(await runInPage(attempt)).toBe('refused');
  await runInPage('history.back(); history.forward(); history.go(-3);');
  await expectNothingHappened();
});

test('a file and a link that are dropped on the window do not replace its page', async () => {
  await dropFiles(app, ['/etc/hostname']);
  await expectNothingHappened();
  const session = await app.page.context().newCDPSession(app.page);
  const items = [{ mimeType: 'text/uri-list', data: `http://${server.host}/` }];
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 5, y: 5, data: { items, dragOperationsMask: 1 } });
  }
  await session.detach();
  await expectNothingHappened();
});

test('no page can be embedded: a webview is nothing here, nor where a window would allow it', async () => {
  const attempt = `
    const view = document.createElement('webview');
    Object.assign(view, { src: 'app://cairn/index.html' });
    view.setAttribute('allowpopups', '');
    view.setAttribute('nodeintegration', '');
    document.body.append(view);
    await new Promise((go) => setTimeout(go, 500));
    const kind = typeof view.loadURL;
    view.remove();
    return kind;`;
  expect(await runInPage(attempt)).toBe('undefined');
  await expectNothingHappened();
  const embedded = await app.electron.evaluate(
    async ({ BrowserWindow, webContents }, code) => {
      const other = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } });
      await other.loadURL('app://cairn/index.html');
      const kind = (await other.webContents.executeJavaScript(code)) as unknown;
      const views = webContents.getAllWebContents().filter((one) => one.getType() === 'webview').length;
      other.destroy();
      return { kind, views };
    },
    `(async () => { ${attempt.replace('view.remove();', '')} })()`,
  );
  expect(embedded).toEqual({ kind: 'function', views: 0 });
});
