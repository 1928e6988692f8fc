/** @file Colours of the tokens that lie on each other can be told apart: WCAG 2.2, AA, by day and by night. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const tokens = readFileSync(path.join(root, 'renderer/styles/tokens.css'), 'utf8');

interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

function parseColour(text: string): Colour {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/iu.exec(text);
  if (hex !== null) {
    const [red = 0, green = 0, blue = 0] = hex.slice(1).map((part) => Number.parseInt(part, 16));
    return { red, green, blue, alpha: 1 };
  }
  const [red = NaN, green = NaN, blue = NaN, alpha = 100] = (text.match(/[\d.]+/gu) ?? []).map(Number);
  return { red, green, blue, alpha: alpha / 100 };
}

/** A token by day (0) or by night (1). */
function readToken(name: string, night: 0 | 1): Colour {
  const value = new RegExp(`--${name}:\\s*([^;]+);`, 'u').exec(tokens)?.[1]?.trim();
  if (value === undefined) throw new Error(`There is no token --${name}.`);
  const both = /^light-dark\((#\w+|rgb\([^)]*\)),\s*(#\w+|rgb\([^)]*\))\)$/u.exec(value);
  return parseColour((both === null ? value : both[night + 1]) ?? '');
}

function blend(top: Colour, bottom: Colour): Colour {
  const mix = (a: number, b: number): number => a * top.alpha + b * (1 - top.alpha);
  return {
    red: mix(top.red, bottom.red),
    green: mix(top.green, bottom.green),
    blue: mix(top.blue, bottom.blue),
    alpha: 1,
  };
}

/** Relative luminance, WCAG 2.2. */
function measureLuminance({ red, green, blue }: Colour): number {
  const linear = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function measureContrast(a: Colour, b: Colour): number {
  const [bright, dark] = [measureLuminance(a), measureLuminance(b)].sort((x, y) => y - x);
  return ((bright ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Text on its ground: 4.5. */
const texts: readonly (readonly [string, readonly string[]])[] = [
  ['ink', ['paper', 'surface', 'raised', 'sunken', 'hover', 'blaze-soft', 'danger-soft', 'moss-soft']],
  ['ink-2', ['paper', 'surface', 'raised', 'sunken', 'hover', 'danger-soft']],
  ['ink-3', ['paper', 'surface', 'raised']],
  ['blaze', ['paper', 'surface', 'raised']],
  ['on-blaze', ['blaze', 'blaze-strong']],
  ['moss', ['surface', 'raised', 'moss-soft']],
  ['danger', ['surface', 'raised', 'danger-soft']],
  ['on-danger', ['danger']],
];
/** Borders of fields, marks and the ring of the focus: 3. */
const marks: readonly (readonly [string, readonly string[]])[] = [
  ['line-strong', ['surface', 'raised']],
  ['blaze', ['paper', 'surface', 'raised', 'hover', 'sunken', 'stage']],
];

describe.each([
  ['by day', 0],
  ['by night', 1],
] as const)('%s', (_, night) => {
  const pairs = (list: typeof texts) =>
    list.flatMap(([top, grounds]) => grounds.map((ground) => [top, ground] as const));

  test.each(pairs(texts))('%s is read on %s', (top, ground) => {
    expect(measureContrast(readToken(top, night), readToken(ground, night))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(marks))('%s is seen on %s', (top, ground) => {
    expect(measureContrast(readToken(top, night), readToken(ground, night))).toBeGreaterThanOrEqual(3);
  });

  test('what is written on photos is read on a white one', () => {
    const white = parseColour('#ffffff');
    for (const veil of ['veil', 'veil-strong']) {
      const ground = blend(readToken(veil, night), white);
      expect(measureContrast(readToken('on-veil', night), ground), veil).toBeGreaterThanOrEqual(4.5);
    }
  });
});

test('colours of components come from the tokens', () => {
  // Drawings have colours of their own.
  const drawings = ['Logo.svelte', 'Ridge.svelte'];
  const files = globSync('renderer/**/*.{svelte,css}', { cwd: root }).filter(
    (file) => !file.endsWith('tokens.css') && !drawings.some((name) => file.endsWith(name)),
  );
  expect(files.length).toBeGreaterThan(30);
  for (const file of files) {
    const style = readFileSync(path.join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//gu, '');
    expect(style.match(/(?:^|[\s:(,])(?:#[0-9a-f]{3,8}\b(?=[;,\s)])|rgba?\(|hsla?\()/giu), file).toBeNull();
  }
});
