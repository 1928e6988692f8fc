/** @file The command line: its commands by group, with what all of them have. */
import { Command } from 'commander';
import type { CommandHome } from './command-home.ts';
import { addAlbumCommands } from './program/album-commands.ts';
import { addAtlasCommands } from './program/atlas-commands.ts';
import { createCommandAdder } from './program/command-adder.ts';
import { addBackupCommands } from './program/backup-commands.ts';
import { addDecisionCommands } from './program/decision-commands.ts';
import { addEvaluationCommands } from './program/evaluation-commands.ts';
import { addLookUpCommands } from './program/look-up-commands.ts';
import { addModelCommands } from './program/model-commands.ts';

const exitCodeHelp = `
Exit codes: 0 done (photos that could not be read are reported), 1 a fault of Cairn, 2 wrong usage, 3 catalog unusable,
4 model unusable, 130 interrupted (what was done is kept).`;

/** @param setExitCode called by a command that ends with another code than 0 */
export function buildProgram(home: CommandHome, signal: AbortSignal, setExitCode: (code: number) => void): Command {
  const program = new Command('cairn');
  // Before the commands are added: they take these settings over.
  program
    .description('Finds the landmarks in your own photos, on your own computer. Photos are never changed or uploaded.')
    .version(home.version)
    .exitOverride()
    .showHelpAfterError('(cairn --help shows what can be called)')
    .addHelpText('after', exitCodeHelp);
  const adder = createCommandAdder(program, home, signal, setExitCode);
  addAlbumCommands(adder);
  addDecisionCommands(adder);
  addBackupCommands(adder);
  addLookUpCommands(adder);
  addEvaluationCommands(adder);
  addModelCommands(adder);
  addAtlasCommands(adder);
  return program;
}
