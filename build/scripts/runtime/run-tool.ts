/** @file Runs another program for a build script and tells plainly when it fails. */
import { spawn } from 'node:child_process';

export interface ToolOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** `inherit` shows the output as it comes; `capture` (default) keeps it for the error message and the result. */
  readonly output?: 'inherit' | 'capture';
}

/** Runs `command` and resolves with its standard output. Rejects with the tail of its output when it does not exit with 0. */
export async function runTool(command: string, args: readonly string[], options: ToolOptions = {}): Promise<string> {
  const isCaptured = options.output !== 'inherit';
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: isCaptured ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      // npm is a command file on Windows, which only a shell can start.
      shell: process.platform === 'win32' && command === 'npm',
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve(stdout);
        return;
      }
      const tail = `${stdout}\n${stderr}`.trim().split('\n').slice(-20).join('\n');
      reject(
        new Error(
          `${command} ${args.join(' ')} ended with ${signal ?? String(code)}${tail === '' ? '' : `:\n${tail}`}`,
        ),
      );
    });
  });
}
