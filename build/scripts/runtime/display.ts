/** @file Whether a window can be shown here, and a display of our own (Xvfb) where tests need one. */
import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

const startLimitMs = 20_000;
const screenSize = '1600x1000x24';

/** False only on Linux and other X11 systems with neither X11 nor Wayland. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env, platform = process.platform): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '');
}

export interface VirtualDisplay {
  /** Value for DISPLAY, e.g. `:3`. */
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** Xvfb ends when its standard input does: with `stop`, or with this process, however it dies. */
const watchedXvfb = 'Xvfb "$@" & xvfb=$!; exec 3>&-; cat > /dev/null; kill $xvfb; wait';

/**
 * Starts Xvfb on a free display of its own choice. Its picture is kept in the file `Xvfb_screen0` of `screenFolder`, where one is
 * given (read-screen.ts). Rejects when Xvfb is absent or does not start.
 */
export async function startVirtualDisplay(screenFolder?: string): Promise<VirtualDisplay> {
  const picture = screenFolder === undefined ? [] : ['-fbdir', screenFolder];
  const args = ['-displayfd', '3', '-screen', '0', screenSize, '-nolisten', 'tcp', '-noreset', ...picture];
  const child = spawn('sh', ['-c', watchedXvfb, 'sh', ...args], { stdio: ['pipe', 'ignore', 'pipe', 'pipe'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    await exited;
  };
  try {
    return { name: `:${await readDisplayNumber(child)}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Xvfb writes the number to descriptor 3 once it takes clients, and closes it without a word when it fails. */
async function readDisplayNumber(child: ChildProcess): Promise<string> {
  const answer = child.stdio[3] as Readable;
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  return await new Promise((resolve, reject) => {
    const fail = (reason: string): void => reject(new Error(`Xvfb, the virtual display, did not start: ${reason}`));
    const timer = setTimeout(() => fail(`no answer in ${startLimitMs / 1000} s`), startLimitMs);
    answer.once('data', (data: Buffer) => {
      clearTimeout(timer);
      resolve(data.toString('utf8').trim());
    });
    answer.once('end', () => {
      clearTimeout(timer);
      fail(complaint.trim());
    });
    child.once('error', (error) => fail(error.message));
  });
}
