/** @file Adds commands with the options that all of them have. */
import { Option, type Command } from 'commander';
import type { CommandHome } from '../command-home.ts';
import { createContext, providers, type CommandContext, type CommonOptions } from '../context.ts';

export interface CommandAdder {
  readonly program: Command;
  /** A command with the common options; of `parent`, or of the program itself. */
  readonly add: (usage: string, description: string, parent?: Command) => Command;
  /** Runs a command's work and sets its exit code. */
  readonly run: <Options extends CommonOptions>(
    options: Options,
    work: (context: CommandContext, options: Options) => Promise<number>,
  ) => Promise<void>;
}

/** Makes the adder of one program. */
export function createCommandAdder(
  program: Command,
  home: CommandHome,
  signal: AbortSignal,
  setExitCode: (code: number) => void,
): CommandAdder {
  return {
    program,
    add: (usage, description, parent = program) =>
      parent
        .command(usage)
        .description(description)
        .option('--catalog <dir>', 'folder of the catalog (default: that of the window)')
        .option('--json', 'print JSON alone on standard output')
        .addOption(new Option('--provider <name>', 'what computes the embeddings').choices(providers))
        .option('--model <dir>', 'folder of another model, for this call (default: what "cairn model use" chose)')
        .option('--verbose', 'say more on standard error'),
    run: async (options, work) => {
      setExitCode(await work(createContext(options, process.env, signal, home), options));
    },
  };
}
