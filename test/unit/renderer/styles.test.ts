/** @file Styles that hold in both writing directions. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const files = globSync('renderer/**/*.{svelte,css}', { cwd: root });

const physicalProperty =
  /(?:^|[\s;{])((?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right)|border-(?:left|right)-[\w-]+|border-(?:top|bottom)-(?:left|right)-radius|style:(?:left|right|margin-left|margin-right|padding-left|padding-right))\s*[:=]/u;
const physicalValue = /(?:^|[\s;{])(text-align|float|clear)\s*:\s*(?:left|right)\b/u;
const fourSides = /(?:^|[\s;{])(margin|padding|inset|border-width|border-color|border-style)\s*:\s*([^;{}]+);/u;

/** Top-level values of a shorthand: `calc(1px * -1) 0` are two. */
function splitValues(text: string): readonly string[] {
  const values: string[] = [];
  let depth = 0;
  let value = '';
  for (const letter of text) {
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
    if (letter === ' ' && depth === 0) {
      if (value !== '') values.push(value);
      value = '';
    } else value += letter;
  }
  return value === '' ? values : [...values, value];
}

/**
 * Lines that say left or right where the start or the end is meant. A line that means it says why: `/* physical: … *\/` on it or on the
 * line before, and for the markup of a component a comment of its own.
 */
function findPhysical(source: string): readonly string[] {
  const styles = source.includes('<script') || source.includes('<style') ? readStyles(source) : source;
  const lines = styles.split('\n');
  return lines.filter((line, index) => {
    if (`${lines[index - 1] ?? ''}${line}`.includes('/* physical:')) return false;
    if (physicalProperty.test(line) || physicalValue.test(line)) return true;
    const [, , sides] = fourSides.exec(line) ?? [];
    if (sides === undefined) return false;
    const values = splitValues(sides.replace('!important', '').trim());
    return values.length === 4 && values[1] !== values[3];
  });
}

/** The style of a component and the style directives of its markup. */
function readStyles(source: string): string {
  const style = /<style[^>]*>([\s\S]*?)<\/style>/u.exec(source)?.[1] ?? '';
  const directives = source.includes('<!-- physical:') ? [] : (source.match(/style:[\w-]+=\S*/gu) ?? []);
  return [style, ...directives].join('\n');
}

describe('styles', () => {
  test('that say left or right are found', () => {
    const bad = [
      'left: 0;',
      'margin-left: 1px;',
      'text-align: right;',
      'padding: 0 1px 0 2px;',
      'inset: auto 0 0 auto;',
    ];
    for (const line of [...bad, 'border-left: 1px solid;', 'border-top-left-radius: 3px;']) {
      expect(findPhysical(`.a {\n  ${line}\n}`), line).toHaveLength(1);
    }
    expect(findPhysical('<script></script><p style:left="{x}px"></p>')).toHaveLength(1);
    const good = ['margin-inline: 0 1px;', 'padding: 0 calc(1px * 2) 3px calc(1px * 2);', 'grid-area: left;'];
    for (const line of good) expect(findPhysical(`.a {\n  ${line}\n}`), line).toEqual([]);
    expect(findPhysical('.a {\n  /* physical: a photo. */\n  left: 50%;\n}')).toEqual([]);
  });

  test.each(files)('%s says start and end', (file) => {
    expect(findPhysical(readFileSync(path.join(root, file), 'utf8'))).toEqual([]);
  });
});
