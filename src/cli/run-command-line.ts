/** @file Runs one call of the command line: parses it, interrupts it on Ctrl-C, turns what happens into an exit code. */
import { CommanderError } from 'commander';
import { toErrorView } from '../api/errors.ts';
import type { CommandHome } from './command-home.ts';
import { exitCodes, findExitCode } from './exit-codes.ts';
import { buildProgram } from './program.ts';

/** After this a call that does not end by itself is ended: Ctrl-C takes at most a second. */
const patienceMs = 850;

/** Resolves with the exit code. @param argv as in `process.argv` */
export async function runCommandLine(argv: readonly string[], home: CommandHome): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    // A second Ctrl-C does not wait either.
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
    setTimeout(() => process.exit(exitCodes.interrupted), patienceMs).unref();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    let exitCode: number = exitCodes.done;
    const program = buildProgram(home, interruption.signal, (code) => {
      exitCode = code;
    });
    await program.parseAsync(argv);
    return interruption.signal.aborted ? exitCodes.interrupted : exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
    if (interruption.signal.aborted) return exitCodes.interrupted;
    process.stderr.write(`cairn: ${describeError(error)}\n`);
    return findExitCode(error);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** One sentence for people; the stack too for what is our own fault. */
function describeError(error: unknown): string {
  const { code, message } = toErrorView(error);
  return code === 'internal' && error instanceof Error ? (error.stack ?? message) : message;
}
