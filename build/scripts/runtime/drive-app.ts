/**
 * @file Drives a running Electron app over the DevTools protocol on a pipe (`--remote-debugging-pipe`): no port is opened, no fuse
 * is needed and nothing of the app is replaced, so it serves the packaged app and the test that no socket is opened.
 * Protocol: https://chromedevtools.github.io/devtools-protocol/. Messages are JSON, each ended by a zero byte.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export interface DriveOptions {
  /** Program and its arguments, e.g. `['strace', '-f', 'electron', '.']`. `--remote-debugging-pipe` is added at the end. */
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Called at once with the process id of the program. */
  readonly onSpawn?: (pid: number) => void;
}

export interface DrivenApp {
  /** Value of an expression in the page; a promise is awaited. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Waits until the expression is truthy in the page and returns its value. */
  readonly waitFor: (expression: string, limitMs: number) => Promise<unknown>;
  /**
   * Clicks the middle of the first visible button or link whose name contains `name`, with a real mouse event, once it rests and nothing
   * lies over it.
   */
  readonly click: (name: string, limitMs: number) => Promise<void>;
  /** PNG of the page. */
  readonly screenshot: () => Promise<Buffer>;
  /** Closes the browser as its last window would. Resolves with the exit code once the process is gone. */
  readonly quit: () => Promise<number | null>;
  /** Standard output and error so far. */
  readonly readOutput: () => string;
}

type Send = (method: string, params?: object, sessionId?: string) => Promise<Record<string, unknown>>;

const startLimitMs = 60_000;
const pollMs = 200;
/** A button that is to be clicked has not moved for so long. */
const restMs = 100;

/** Starts the app and attaches to its first page. Rejects, with the app's output, when none appears within a minute. */
export async function driveApp({ command, env, cwd, onSpawn }: DriveOptions): Promise<DrivenApp> {
  const [program = '', ...args] = command;
  const child = spawn(program, [...args, '--remote-debugging-pipe'], {
    env,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) onSpawn?.(child.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const send = openPipe(child);
  try {
    const sessionId = await attachToPage(send, exited);
    return { ...createPageActions(send, sessionId), readOutput: () => output, quit: () => quit(send, child, exited) };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`The app did not show a page: ${String(error)}\n${output}`, { cause: error });
  }
}

function openPipe(child: ChildProcess): Send {
  const toApp = child.stdio[3] as Writable;
  const fromApp = child.stdio[4] as Readable;
  const waiting = new Map<number, (reply: Record<string, unknown>) => void>();
  let lastId = 0;
  let rest = '';
  fromApp.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const reply = JSON.parse(message) as Record<string, unknown>;
      const id = reply['id'];
      if (typeof id === 'number') waiting.get(id)?.(reply);
    }
  });
  const fail = (): void => {
    for (const answer of waiting.values()) answer({ error: { message: 'The app is gone.' } });
  };
  fromApp.once('close', fail);
  // Writing to an app that has just ended: the close above tells it.
  toApp.on('error', fail);
  return async (method, params = {}, sessionId) => {
    lastId += 1;
    const id = lastId;
    const reply = await new Promise<Record<string, unknown>>((resolve) => {
      waiting.set(id, resolve);
      toApp.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
    waiting.delete(id);
    if (reply['error'] !== undefined) throw new Error(`${method}: ${JSON.stringify(reply['error'])}`);
    return reply['result'] as Record<string, unknown>;
  };
}

async function attachToPage(send: Send, exited: Promise<number | null>): Promise<string> {
  let code: number | null | undefined;
  void exited.then((value) => (code = value));
  const endMs = Date.now() + startLimitMs;
  while (Date.now() < endMs) {
    if (code !== undefined) throw new Error(`It ended with ${String(code)}.`);
    const { targetInfos } = (await send('Target.getTargets')) as {
      readonly targetInfos: readonly { readonly type: string; readonly url: string; readonly targetId: string }[];
    };
    const page = targetInfos.find(({ type, url }) => type === 'page' && url.startsWith('app://'));
    if (page !== undefined) {
      const { sessionId } = await send('Target.attachToTarget', { targetId: page.targetId, flatten: true });
      return sessionId as string;
    }
    await sleep(pollMs);
  }
  throw new Error('No page appeared.');
}

function createPageActions(
  send: Send,
  sessionId: string,
): Pick<DrivenApp, 'evaluate' | 'waitFor' | 'click' | 'screenshot'> {
  const evaluate = async (expression: string): Promise<unknown> => {
    const params = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await send('Runtime.evaluate', params, sessionId);
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return (result as { readonly value?: unknown }).value;
  };
  const waitFor = async (expression: string, limitMs: number): Promise<unknown> => {
    const endMs = Date.now() + limitMs;
    let problem = '';
    while (Date.now() < endMs) {
      try {
        const value = await evaluate(expression);
        if (value !== undefined && value !== null && value !== false && value !== 0 && value !== '') return value;
      } catch (error) {
        // Before the page is loaded there is nothing to ask.
        problem = ` (${String(error)})`;
      }
      await sleep(pollMs);
    }
    throw new Error(`Not true after ${limitMs} ms: ${expression}${problem}`);
  };
  return {
    evaluate,
    waitFor,
    click: async (name, limitMs) => {
      const { x, y } = (await waitFor(buildFindButton(name), limitMs)) as { readonly x: number; readonly y: number };
      const at = { x, y, button: 'left', clickCount: 1 };
      await send('Input.dispatchMouseEvent', { ...at, type: 'mousePressed' }, sessionId);
      await send('Input.dispatchMouseEvent', { ...at, type: 'mouseReleased' }, sessionId);
    },
    screenshot: async () => {
      const { data } = await send('Page.captureScreenshot', {}, sessionId);
      return Buffer.from(data as string, 'base64');
    },
  };
}

/** An expression for the middle of the button; null while there is none, and while what comes above it still moves it. */
function buildFindButton(name: string): string {
  return `(async () => {
    const wanted = ${JSON.stringify(name.toLowerCase())};
    const find = () => [...document.querySelectorAll('button, a, [role=button]')].find((element) =>
      ((element.getAttribute('aria-label') ?? '') + ' ' + element.textContent).toLowerCase().includes(wanted) &&
      !element.disabled && element.getClientRects().length > 0);
    const measure = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    };
    const found = find();
    if (found === undefined) return null;
    found.scrollIntoView({ block: 'center' });
    const before = measure(found);
    await new Promise((go) => setTimeout(go, ${restMs}));
    if (find() !== found) return null;
    const { x, y } = measure(found);
    const hasRested = Math.abs(x - before.x) < 1 && Math.abs(y - before.y) < 1;
    return hasRested && found.contains(document.elementFromPoint(x, y)) ? { x, y } : null;
  })()`;
}

async function quit(send: Send, child: ChildProcess, exited: Promise<number | null>): Promise<number | null> {
  // The reply may be lost with the process.
  await send('Browser.close').catch(() => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
  const code = await exited;
  clearTimeout(timer);
  return code;
}
