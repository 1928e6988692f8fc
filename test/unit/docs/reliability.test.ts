/**
 * @file docs/reliability.md promises tests: each one that it names is there.
 *
 * The last cell of a row holds one or more of: `path`: title of a test, separated by `<br>`; or a command in backticks that is run by
 * hand or in CI. A title is looked for literally, so that of `it.each` is given without its placeholders.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const isRow = /^\|(?! *(?:-+|what happens|what comes in|point) *\|)/;

interface Promised {
  readonly line: number;
  readonly cell: string;
}

function readRows(): Promised[] {
  const lines = readFileSync(join(root, 'docs/reliability.md'), 'utf8').split('\n');
  return lines.flatMap((text, index) => {
    if (!isRow.test(text)) return [];
    const cells = text.split(/(?<!\\)\|/).slice(1, -1);
    return [{ line: index + 1, cell: (cells.at(-1) ?? '').replaceAll('\\|', '|').trim() }];
  });
}

/** What is wrong with one promise; null when it is kept. */
function findFault(promise: string): string | null {
  const [, path = '', title] = /^`([^`]+)`(?:: (.+))?$/s.exec(promise) ?? [];
  if (path === '') return `"${promise}" is neither a test nor a command`;
  if (/^(npm|node) /.test(path)) return findMissingScript(path);
  if (!existsSync(join(root, path))) return `${path} is not there`;
  if (title === undefined) return `${path} has no title of a test`;
  const source = readFileSync(join(root, path), 'utf8').replaceAll("\\'", "'");
  return source.includes(title) ? null : `${path} has no test "${title}"`;
}

function findMissingScript(command: string): string | null {
  const [program, first = '', second = ''] = command.split(' ');
  if (program === 'node') return existsSync(join(root, first)) ? null : `${first} is not there`;
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const name = first === 'run' ? second : first;
  return name in scripts ? null : `package.json has no script ${name}`;
}

it('names tests that are there', () => {
  const rows = readRows();
  const faults = rows.flatMap(({ line, cell }) =>
    cell.split(/<br ?\/?>/).flatMap((promise) => {
      const fault = findFault(promise.trim());
      return fault === null ? [] : [`line ${line}: ${fault}`];
    }),
  );
  expect(faults).toEqual([]);
});

it('sees a promise that is not kept', () => {
  expect(findFault('`test/unit/docs/nowhere.test.ts`: something')).toContain('is not there');
  expect(findFault('`test/unit/docs/reliability.test.ts`: ' + ['no', 'such', 'test'].join(' '))).toContain('no test');
  expect(findFault('`npm run nonsense`')).toContain('no script');
  expect(findFault('surely')).toContain('neither');
  expect(findFault('`test/unit/docs/reliability.test.ts`: names tests that are there')).toBeNull();
  expect(findFault('`npm test`')).toBeNull();
});
