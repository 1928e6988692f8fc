import { expect, test } from 'vitest';
import { Commands, type Command } from '../../../../renderer/state/search/commands.ts';

const command = (id: string, label: string, rest: Partial<Command> = {}): Command => ({
  id,
  label,
  run: () => undefined,
  ...rest,
});
const list = (commands: Commands, text: string): string[] => commands.find(text).map(({ id }) => id);

test('are found by parts of words, without case and accents', () => {
  const commands = new Commands();
  commands.add([command('a', 'Go to Álbums'), command('b', 'Pause indexing')]);
  expect(list(commands, '')).toEqual(['a', 'b']);
  expect(list(commands, 'ALBUM go')).toEqual(['a']);
  expect(list(commands, 'nothing')).toEqual([]);
});

test('are offered while they are available', () => {
  const commands = new Commands();
  let isBusy = false;
  commands.add([command('pause', 'Pause', { isAvailable: () => isBusy })]);
  expect(list(commands, 'pause')).toEqual([]);
  isBusy = true;
  expect(list(commands, 'pause')).toEqual(['pause']);
});

test('go with the view that added them, but not those that took their place', () => {
  const commands = new Commands();
  const removeFirst = commands.add([command('a', 'First'), command('b', 'Second')]);
  const removeOther = commands.add([command('a', 'Another')]);
  removeFirst();
  expect(commands.find('').map(({ label }) => label)).toEqual(['Another']);
  removeOther();
  expect(list(commands, '')).toEqual([]);
});
