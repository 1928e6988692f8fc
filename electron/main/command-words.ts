/** @file Whether the app was started as the command line: see [Note: installed command line] in installed-command-line.ts. */
const commandSwitch = '--command-line';

/** The words after `--command-line --`; null when the window is meant. Behind `--` nothing is a switch of the app. */
export function findCommandWords(argv: readonly string[]): readonly string[] | null {
  const end = argv.indexOf('--');
  return end !== -1 && argv.slice(0, end).includes(commandSwitch) ? argv.slice(end + 1) : null;
}
