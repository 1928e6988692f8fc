/**
 * @file The app whose processes are killed. It is asked through main, which finds its page also when that is another process by now:
 * Playwright's own page ends with the first.
 */
import type { z } from 'zod';
import type { calls, CallName, CallOutput } from '../../../../src/api/calls.ts';
import type { Result } from '../../../../src/api/errors.ts';
import { launchApp, type LaunchOptions, type RunningApp } from '../launch-app.ts';
import { countColours } from '../count-colours.ts';
import { findPid, type ProcessName } from '../find-pid.ts';
import { waitUntil } from '../wait-until.ts';

export const victims = ['main', 'page', 'gpu', 'embedder'] as const satisfies readonly ProcessName[];
export type Victim = (typeof victims)[number];

export interface KilledApp {
  /** Null when the page went away before it answered. */
  readonly call: <Name extends CallName>(
    name: Name,
    input: z.input<(typeof calls)[Name]['input']>,
  ) => Promise<Result<CallOutput<Name>> | null>;
  /** Process id; null while there is no such process. */
  readonly findPid: (victim: Victim) => Promise<number | null>;
  /** The page is there, answers, and is painted: its picture is not of one colour. @throws Error when it does not come */
  readonly waitUntilShown: () => Promise<void>;
  /** How often the person was asked whether to try a page again that keeps crashing; each time they do. */
  readonly countQuestions: () => Promise<number>;
  readonly quit: () => Promise<void>;
}

/** Longest that a page has for an answer, ms: one that was killed never gives any. */
const answerLimitMs = 15_000;
const gone = Symbol('gone');

/** Starts the app in `profile`, and waits for its page. */
export async function launchKilledApp(options: LaunchOptions & { readonly profile: string }): Promise<KilledApp> {
  const app = await launchApp(options);
  await watchQuestions(app);
  const end = waitForEnd(app);
  const runInPage = async (code: string): Promise<unknown> => {
    const answer = app.electron.evaluate(async ({ BrowserWindow }, text) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return await new Promise<unknown>((resolve, reject) => {
        const leave = (): void => resolve(null);
        contents?.once('render-process-gone', leave);
        contents
          ?.executeJavaScript(text)
          .then(resolve, reject)
          .finally(() => contents.off('render-process-gone', leave));
      });
    }, code);
    // A page that is loaded anew takes the question along.
    const settled = answer.catch(() => gone);
    const value = await Promise.race([settled, end, rest(answerLimitMs)]);
    return value === gone ? null : value;
  };
  const killed: KilledApp = {
    call: async (name, input) =>
      (await runInPage(`cairn.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`)) as Awaited<
        ReturnType<KilledApp['call']>
      > as never,
    findPid: (victim) => findPid(app, victim),
    waitUntilShown: async () => {
      await waitUntil(
        () => runInPage(`document.querySelector('nav') !== null && document.visibilityState === 'visible'`),
        (isThere) => isThere === true,
        shownLimitMs,
      );
      await waitUntil(
        () => runInPage(waitForFrames),
        (frames) => frames === 2,
        shownLimitMs,
      );
      await waitUntil(
        () => countColours(app.electron, answerLimitMs),
        (colours) => colours > 1,
        shownLimitMs,
      );
    },
    countQuestions: () => app.electron.evaluate(() => (globalThis as { asked?: number }).asked ?? 0),
    quit: () => app.close(),
  };
  await killed.waitUntilShown();
  return killed;
}

/** Main and the page start, and a page that stays blank gets another process. */
const shownLimitMs = 90_000;
/** Frames come from the process that draws. */
const waitForFrames = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(2))))`;

function rest(durationMs: number): Promise<typeof gone> {
  return new Promise((resolve) => setTimeout(() => resolve(gone), durationMs).unref());
}

async function waitForEnd(app: RunningApp): Promise<typeof gone> {
  const child = app.electron.process();
  if (child.exitCode === null && child.signalCode === null)
    await new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return gone;
}

/** A page that keeps crashing asks: the person tries again. */
async function watchQuestions(app: RunningApp): Promise<void> {
  await app.electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => {
      const counter = globalThis as { asked?: number };
      counter.asked = (counter.asked ?? 0) + 1;
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
}
