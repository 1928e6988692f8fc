import { expect, it } from 'vitest';
import { judgeShipped, judgeTool } from '../../../../build/scripts/supply/licence-policy.ts';

it.each([
  ['zod', 'MIT'],
  ['a', '(MIT OR CC0-1.0)'],
  ['a', 'GPL-3.0 OR MIT'],
  ['libheif-js', 'LGPL-3.0'],
  ['@img/sharp-win32-x64', 'Apache-2.0 AND LGPL-3.0-or-later'],
])('lets %s under %s ship', (name, license) => {
  expect(judgeShipped({ name, license })).toBeNull();
});

it.each([
  ['a', 'GPL-3.0'],
  // Inside our bundle nobody could replace it.
  ['a', 'LGPL-3.0'],
  ['a', 'MIT AND GPL-2.0'],
  ['a', 'MPL-2.0'],
  ['a', undefined],
])('does not let %s under %s ship', (name, license) => {
  expect(judgeShipped({ name, license })).not.toBeNull();
});

it('lets tools be under more than what ships', () => {
  expect(judgeTool({ name: 'a', license: 'MPL-2.0' })).toBeNull();
  expect(judgeTool({ name: 'a', license: 'SEE LICENSE IN EULA' })).not.toBeNull();
});
