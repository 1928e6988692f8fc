/** @file JSON with one value that should not be there. */
import type { Random } from '../../fixtures/random.ts';

/** As they stand in the text: numbers that are none in JavaScript, keys that are more than keys, depth. */
const hostileTexts: readonly (() => string)[] = [
  () => 'null',
  () => 'true',
  () => '-0',
  () => '-1',
  () => '0.5',
  () => '5e-324',
  () => '1e308',
  () => '-1e308',
  () => '1e999',
  () => '9007199254740993',
  () => '""',
  () => String.raw`"\u0000\u001b[2J\u202e\ud800"`,
  () => '"../../../etc/passwd"',
  () => '"/dev/zero"',
  () => String.raw`"C:\\Windows\\win.ini"`,
  () => `"${'x'.repeat(100_000)}"`,
  () => '[]',
  () => '{}',
  () => '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}',
  () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  () => `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  () => `[${'{},'.repeat(50_000)}{}]`,
];

const token = '\u0001here\u0001';

/** The text of `value` with a hostile value in the place of one within it, or beside them under a key of its own. */
export function spoilJson(value: unknown, random: Random): string {
  const replacement = random.pick(hostileTexts)();
  return JSON.stringify(put(value, random)).replace(JSON.stringify(token), () => replacement);
}

function put(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.isLucky(0.1)) return token;
  if (Array.isArray(value)) {
    const at = random.drawInteger(0, Math.max(0, value.length - 1));
    return value.length === 0
      ? [token]
      : value.map((item: unknown, place) => (place === at ? put(item, random) : item));
  }
  const entries = Object.entries(value);
  const chosen = entries[random.drawInteger(0, entries.length)];
  if (chosen === undefined) return { ...value, [random.pick(['extra', 'constructor', 'file', 'toString'])]: token };
  if (random.isLucky(0.1)) return Object.fromEntries(entries.filter(([name]) => name !== chosen[0]));
  return { ...value, [chosen[0]]: put(chosen[1], random) };
}
