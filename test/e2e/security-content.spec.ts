/**
 * @file What the page may load and run, tried in the real window: nothing but its own files and photos by id. Each attempt names the
 * rule of the policy that stops it, and a server on this computer counts who gets through.
 */
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askMain, indexingLimitMs, waitUntilIdle } from './support/ask-main.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';
import { startListening, type ListeningServer } from './support/listening-server.ts';
import { makePhotos } from './support/make-photos.ts';
import { runInPage as runInPageOf } from './support/run-in-page.ts';
import { waitUntil } from './support/wait-until.ts';

/** Behind the end of a photo's image: it is seen in the bytes of the file and in no picture of it. */
const secret = 'SECRET AFTER THE END';

let app: RunningApp;
let server: ListeningServer;
let folder = '';
const runInPage = (body: string): Promise<unknown> => runInPageOf(app, body);

beforeAll(async () => {
  server = await startListening();
  folder = await mkdtemp(join(tmpdir(), 'cairn-security-'));
  const [inside, outside] = [join(folder, 'inside'), join(folder, 'outside')];
  await makePhotos(inside, 1);
  await makePhotos(outside, 2);
  for (const path of [join(inside, '1.jpg'), join(outside, '2.jpg')])
    await writeFile(path, Buffer.concat([await readFile(path), Buffer.from(secret)]));
  await symlink(join(outside, '2.jpg'), join(inside, 'link.jpg'));
  await symlink('/etc/passwd', join(inside, 'passwd.jpg'));
  await symlink('/', join(inside, 'folder'));
  app = await launchApp({ args: [`--add-folder=${inside}`] });
  await waitUntil(
    () => askMain(app, 'photos.list', { offset: 0, limit: 10 }),
    ({ total }) => total === 2,
    indexingLimitMs,
  );
  await waitUntilIdle(app);
}, 300_000);

afterAll(async () => {
  await app.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test('the policy that comes with the page allows its own files and photos, and nothing else', async () => {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' photo:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  for (const path of ['index.html', 'no-such-page.html']) {
    const headers = await app.electron.evaluate(
      async ({ session }, url) => [...(await session.defaultSession.fetch(url)).headers],
      `app://cairn/${path}`,
    );
    expect(headers).toContainEqual(['content-security-policy', policy]);
    expect(headers).toContainEqual(['x-content-type-options', 'nosniff']);
  }
  // The page itself needs no connection, and says so: only its threads fetch the map.
  expect(await runInPage(`return await fetch('/index.html').then(() => 'read', () => 'refused')`)).toBe('refused');
});

const element = (name: string, attribute: string, address: string): string =>
  `const made = document.createElement('${name}'); made.${attribute} = '${address}'; document.body.append(made);`;

/** What is tried, the rule that stops it, and the code; SERVER stands for the address of the server. */
const attempts: readonly (readonly [string, string, string])[] = [
  ['evaluating text', 'script-src', `try { (0, eval)('globalThis.wasRun = 1'); } catch {}`],
  ['making a function of text', 'script-src', `try { new Function('globalThis.wasRun = 1')(); } catch {}`],
  ['text in a timer', 'script-src', `try { setTimeout('globalThis.wasRun = 1'); } catch {}`],
  ['inline code', 'script-src-elem', element('script', 'textContent', 'globalThis.wasRun = 1')],
  ['remote code', 'script-src-elem', element('script', 'src', 'SERVER/x.js')],
  ['code in an address', 'script-src-elem', element('script', 'src', 'data:text/javascript,globalThis.wasRun=1')],
  ['a remote module', 'script-src-elem', `await import('SERVER/x.js').catch(() => {});`],
  [
    'code in an attribute',
    'script-src-attr',
    `const made = document.createElement('button'); made.setAttribute('onclick', 'globalThis.wasRun = 1');
     document.body.append(made); made.click();`,
  ],
  ['a remote style sheet', 'style-src-elem', `${element('link', 'rel', 'stylesheet')} made.href = 'SERVER/x.css';`],
  ['a style element', 'style-src-elem', element('style', 'textContent', 'body { display: none }')],
  ['a remote image', 'img-src', element('img', 'src', 'SERVER/x.png')],
  ['an image in an address', 'img-src', element('img', 'src', 'data:image/png;base64,iVBORw0KGgo=')],
  ['a remote font', 'font-src', `await new FontFace('remote', 'url(SERVER/x.woff2)').load().catch(() => {});`],
  ['a remote film', 'media-src', element('video', 'src', 'SERVER/x.mp4')],
  ['a remote frame', 'frame-src', element('iframe', 'src', 'SERVER/x.html')],
  ['a frame in an address', 'frame-src', element('iframe', 'src', 'data:text/html,<script>parent.wasRun=1</script>')],
  ['our own page in a frame', 'frame-src', element('iframe', 'src', 'app://cairn/index.html')],
  ['a remote object', 'object-src', element('object', 'data', 'SERVER/x.pdf')],
  ['an embedded thing', 'object-src', element('embed', 'src', 'SERVER/x.swf')],
  ['a worker in an address', 'worker-src', `try { new Worker('data:text/javascript,0'); } catch {}`],
  ['a worker from memory', 'worker-src', `try { new Worker(URL.createObjectURL(new Blob(['0']))); } catch {}`],
  ['a shared worker', 'worker-src', `try { new SharedWorker('data:text/javascript,0'); } catch {}`],
  ['fetching', 'connect-src', `await fetch('SERVER/').catch(() => {});`],
  ['fetching the bytes of a photo', 'connect-src', `await fetch('photo://library/original/1').catch(() => {});`],
  ['fetching what is in an address', 'connect-src', `await fetch('data:text/plain,x').catch(() => {});`],
  [
    'an old request',
    'connect-src',
    `const made = new XMLHttpRequest(); made.open('GET', 'SERVER/'); try { made.send(); } catch {}`,
  ],
  ['a web socket', 'connect-src', `try { new WebSocket('SERVER/'.replace('http', 'ws')); } catch {}`],
  ['a stream of events', 'connect-src', `new EventSource('SERVER/');`],
  ['a beacon', 'connect-src', `navigator.sendBeacon('SERVER/', 'x');`],
  [
    'a web transport',
    'connect-src',
    `try { await new WebTransport('SERVER/'.replace('http', 'https')).ready; } catch {}`,
  ],
  [
    'another base',
    'base-uri',
    `const made = document.createElement('base'); made.href = 'SERVER/'; document.head.append(made);`,
  ],
  ['sending a form', 'form-action', `${element('form', 'action', 'SERVER/')} made.submit();`],
];

test.each(attempts)('the policy keeps the page from %s (%s)', async (_what, rule, code) => {
  const found = await runInPage(`
    const broken = [];
    const note = ({ effectiveDirective }) => broken.push(effectiveDirective);
    document.addEventListener('securitypolicyviolation', note);
    const before = new Set(document.querySelectorAll('*'));
    ${code.replaceAll('SERVER', `http://${server.host}`)}
    // Not only until any rule is named: one of the attempt before may come late.
    for (let look = 0; look < 1000 && !broken.includes('${rule}'); look += 1) await new Promise((go) => setTimeout(go, 20));
    document.removeEventListener('securitypolicyviolation', note);
    for (const added of document.querySelectorAll('body > *, head > *')) if (!before.has(added)) added.remove();
    return { broken, wasRun: 'wasRun' in globalThis };`);
  expect(found).toEqual({ broken: expect.arrayContaining([rule]) as string[], wasRun: false });
});

test('nothing that the policy does not speak of reaches a server: hints, WebRTC', async () => {
  const candidates = await runInPage(`
    for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'preload', 'modulepreload', 'prerender', 'manifest', 'icon']) {
      const link = document.createElement('link');
      Object.assign(link, { rel, href: 'http://${server.host}/x', as: 'image' });
      document.head.append(link);
    }
    const found = [];
    const iceServers = ['stun:${server.host}', 'turn:${server.host}?transport=udp', 'turn:${server.host}?transport=tcp']
      .map((urls) => ({ urls, username: 'a', credential: 'b' }));
    const peer = new RTCPeerConnection({ iceServers });
    peer.onicecandidate = ({ candidate }) => candidate === null || found.push(candidate.candidate);
    peer.createDataChannel('x');
    await peer.setLocalDescription(await peer.createOffer());
    await new Promise((go) => setTimeout(go, 2000));
    peer.close();
    for (const link of document.querySelectorAll('link[href^="http:"]')) link.remove();
    return found;`);
  expect(candidates).toEqual([]);
  expect(server.countConnections()).toBe(0);
});

test('main refuses foreign addresses by itself, whatever the policy of the page says', async () => {
  const outcomes = await app.electron.evaluate(async ({ session }) => {
    const urls = ['https://example.com/', 'http://127.0.0.1:9/', 'ftp://127.0.0.1/x'];
    return await Promise.all(urls.map((url) => session.defaultSession.fetch(url).then(() => 'loaded', String)));
  });
  for (const outcome of outcomes) expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
});

test('a photo that is a link to elsewhere is shown, but the bytes of its file are not sent', async () => {
  const { items } = await askMain(app, 'photos.list', { offset: 0, limit: 10 });
  expect(items.map(({ fileName }) => fileName).sort()).toEqual(['1.jpg', 'link.jpg']);
  const failures = await askMain(app, 'indexing.failures', { offset: 0, limit: 10 });
  expect(failures.items.map(({ fileName }) => fileName)).toEqual(['passwd.jpg']);
  const read = async (fileName: string): Promise<readonly [string, boolean]> => {
    const id = items.find((item) => item.fileName === fileName)?.id;
    const text = await app.electron.evaluate(
      async ({ session }, url) => {
        const response = await session.defaultSession.fetch(url);
        return `${String(response.headers.get('content-type'))} ${Buffer.from(await response.arrayBuffer()).toString('latin1')}`;
      },
      `photo://library/original/${String(id)}`,
    );
    return [text.slice(0, 10), text.includes(secret)];
  };
  expect(await read('1.jpg')).toEqual(['image/jpeg', true]);
  expect(await read('link.jpg')).toEqual(['image/jpeg', false]);
});

test.each([
  'photo://library/grid/999999',
  'photo://library/grid/../../../../etc/passwd',
  'photo://library/original/..%2f..%2f..%2fetc%2fpasswd',
  'photo://library/original/%252e%252e%252f%252e%252e%252fetc%252fpasswd',
  'photo://library/original/%2e%2e/%2e%2e/etc/passwd',
  'photo://library/original/..\\..\\..\\windows\\win.ini',
  'photo://library/original/..%5c..%5cwindows%5cwin.ini',
  'photo://library/original/\\\\server\\share\\photo.jpg',
  'photo://library/original/%5C%5Cserver%5Cshare%5Cphoto.jpg',
  'photo://server/share/photo.jpg',
  'photo:////server/share/photo.jpg',
  'photo://library/original//etc/passwd',
  'photo://library/original/1%00.jpg',
  'photo://library/original/1%00/../../etc/passwd',
  'photo://library/original/%EF%BC%8F..%EF%BC%8Fetc%EF%BC%8Fpasswd',
  'photo://library/original/C:/windows/win.ini',
  'photo://library/original/-1',
  'photo://library/original/1e3',
  'photo://library/original/01',
  'photo://library/original/1/',
  'photo://library/original/1?path=/etc/passwd',
  'photo://library/original/99999999999999999999',
  'photo://ada:secret@elsewhere/original/1',
  'photo://elsewhere/grid/1',
  'photo://etc/passwd',
  'app://cairn/../main/index.js',
  'app://cairn/%2e%2e/main/index.js',
  'app://cairn/.%2e/main/index.js',
  'app://cairn/..%2fmain%2findex.js',
  'app://cairn/%252e%252e%252fmain%252findex.js',
  'app://cairn/..%5cmain%5cindex.js',
  'app://cairn/assets/../../main/index.js',
  'app://cairn//etc/passwd',
  'app://cairn/index.html%00.png',
  'app://cairn/package.json',
  'app://cairn/',
  'app://other/index.html',
])('%s is not found', async (url) => {
  const fetchStatus = async (address: string): Promise<number | string> =>
    await app.electron.evaluate(
      async ({ session }, wanted) => await session.defaultSession.fetch(wanted).then(({ status }) => status, String),
      address,
    );
  expect(await fetchStatus('app://cairn/index.html')).toBe(200);
  expect(await fetchStatus(url)).toSatisfy((status: unknown) => status === 404 || typeof status === 'string');
  const shown = await runInPage(`return await new Promise((done) => {
    const image = new Image();
    image.onload = () => done('shown');
    image.onerror = () => done('not shown');
    image.src = ${JSON.stringify(url)};
  })`);
  expect(shown).toBe('not shown');
});

test('a file of this computer is nothing that the page can load by its address', async () => {
  const address = JSON.stringify(`file://${join(folder, 'inside', '1.jpg')}`);
  const found = await runInPage(`
    const shown = await new Promise((done) => {
      const image = new Image();
      image.onload = () => done('shown');
      image.onerror = () => done('not shown');
      image.src = ${address};
    });
    return [shown, await fetch(${address}).then(() => 'read', () => 'not read')];`);
  expect(found).toEqual(['not shown', 'not read']);
});
