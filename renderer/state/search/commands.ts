/**
 * @file Everything that can be done from anywhere, for the command palette.
 *
 * [Note: commands] A view that offers more adds its commands while it is there: `onMount(() => commands.add([...]))`. The palette
 * asks `isAvailable` each time it opens.
 */

export interface Command {
  /** One of a kind: a command that is added again takes the place of the other. */
  readonly id: string;
  readonly label: string;
  /** Keys that do the same, for display: `['Ctrl', '1']`. */
  readonly keys?: readonly string[];
  readonly run: () => void;
  /** Always, when left out. */
  readonly isAvailable?: () => boolean;
}

export class Commands {
  readonly #commands = new Map<string, Command>();

  /** Adds commands; returns the function that takes them away again. */
  readonly add = (commands: readonly Command[]): (() => void) => {
    for (const command of commands) this.#commands.set(command.id, command);
    return () => {
      for (const command of commands) if (this.#commands.get(command.id) === command) this.#commands.delete(command.id);
    };
  };

  /** Those that can be run now and hold every word of the text, in their order. */
  readonly find = (text: string): readonly Command[] => {
    const words = fold(text).split(/\s+/u).filter(Boolean);
    return [...this.#commands.values()].filter(
      ({ label, isAvailable }) =>
        (isAvailable === undefined || isAvailable()) && words.every((word) => fold(label).includes(word)),
    );
  };
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
}
