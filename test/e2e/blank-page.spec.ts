/**
 * @file After the process that draws was lost the page may stay blank for good. Here it is made so; a real one comes by chance, on a busy
 * machine, in `npm run test:kills -- --window`.
 */
import { afterEach, expect, test } from 'vitest';
import { countColours } from './support/count-colours.ts';
import { findPid } from './support/find-pid.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';
import { waitUntil } from './support/wait-until.ts';

/** The looks at the page and the start of another process, on a busy machine. */
const renewalLimitMs = 90_000;
const answerLimitMs = 20_000;
let app: RunningApp | null = null;
afterEach(async () => {
  await app?.close();
  app = null;
});

/** A page that goes away meanwhile never answers. */
async function runInPage<Value>(running: RunningApp, code: string): Promise<Value> {
  const answer = running.electron.evaluate(
    async ({ BrowserWindow }, text) =>
      (await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text)) as unknown,
    code,
  );
  const gone = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('The page does not answer.')), answerLimitMs).unref();
  });
  return (await Promise.race([answer, gone])) as Value;
}

async function loseGpuProcess(running: RunningApp): Promise<void> {
  const findGpu = (): Promise<number | null> => findPid(running, 'gpu');
  const lost = await waitUntil(findGpu, (pid) => pid !== null);
  if (lost !== null) process.kill(lost, 'SIGKILL');
  await waitUntil(findGpu, (pid) => pid !== null && pid !== lost);
}

test('a page that stays blank after the process that draws was lost is shown by another process', async () => {
  app = await launchApp();
  const running = app;
  await runInPage(running, `document.documentElement.style.background = '#fff'; document.body.style.display = 'none'`);
  const before = await findPid(running, 'page');
  await loseGpuProcess(running);
  const after = await waitUntil(
    () => findPid(running, 'page'),
    (pid) => pid !== null && pid !== before,
    renewalLimitMs,
  );
  expect(after).not.toBe(before);
  await waitUntil(
    () => runInPage<boolean>(running, `document.querySelector('h1') !== null`).catch(() => false),
    (isThere) => isThere,
    renewalLimitMs,
  );
  expect(await runInPage(running, `document.body.style.display`)).toBe('');
});

test('a page that is drawn again after the process that draws was lost is left as it is', async () => {
  app = await launchApp();
  const running = app;
  // What must be mended comes by chance, too: then there is nothing to be seen here, and it is tried again.
  for (let tries = 0; tries < 3; tries += 1) {
    await runInPage(running, `window.isFirst = true`);
    const before = await findPid(running, 'page');
    await loseGpuProcess(running);
    await waitUntil(
      () => countColours(running.electron, 5000),
      (colours) => colours > 1,
      renewalLimitMs,
    );
    if ((await findPid(running, 'page')) !== before) {
      await running.restart();
      continue;
    }
    // Longer than the looks at the page take.
    await new Promise((resolve) => setTimeout(resolve, 6000));
    expect(await findPid(running, 'page')).toBe(before);
    expect(await runInPage(running, `window.isFirst`)).toBe(true);
    return;
  }
  expect.fail('The page was never drawn again by itself.');
});
