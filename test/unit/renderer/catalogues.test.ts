/** @file Every language says everything; no component says anything by itself. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';
import { en } from '../../../renderer/strings/en/index.ts';
import { zh } from '../../../renderer/strings/zh/index.ts';

/** Names, keys and signs that are the same in every language. */
const sameEverywhere =
  /^(?:Cairn|Ctrl|Alt|Shift|Esc|Tab|Enter|Home|End|Page [↑↓]|F\d+|[A-Z0-9?,+−/←→↑↓⌘⇧⌥.·]|[\p{P}\p{S}\d\s]*)$/u;

/** What a word that is made of others is tried with: a number, or a text where it takes one. */
const samples = [1, 3, 42, 'Aqueduct'] as const;

interface Word {
  readonly at: string;
  readonly value: unknown;
}

function collectWords(value: unknown, at: string): readonly Word[] {
  if (typeof value !== 'object' || value === null) return [{ at, value }];
  return Object.entries(value).flatMap(([key, part]) => collectWords(part, at === '' ? key : `${at}.${key}`));
}

/** What the word says, with the same samples in both languages; functions are called with numbers, else with texts or lists. */
function say(word: unknown): readonly string[] {
  if (typeof word === 'string') return [word];
  if (typeof word !== 'function') return [];
  const said: string[] = [];
  for (const sample of [...samples, ['Aqueduct', 'Lighthouse']]) {
    try {
      const text: unknown = Reflect.apply(
        word,
        undefined,
        Array.from({ length: word.length }, () => sample),
      );
      if (typeof text === 'string' && !/undefined|NaN|\[object/u.test(text)) said.push(text);
    } catch {
      // This word does not take such a sample.
    }
  }
  return said;
}

const english = collectWords(en, '');
const chinese = new Map(collectWords(zh, '').map((word) => [word.at, word.value]));

describe('the Chinese catalogue', () => {
  test('has every word of the English one, of the same kind', () => {
    expect([...chinese.keys()].sort()).toEqual(english.map((word) => word.at).sort());
    for (const word of english) expect(typeof chinese.get(word.at), word.at).toBe(typeof word.value);
  });

  test('says nothing in English', () => {
    for (const word of english) {
      if (typeof word.value === 'string' && !sameEverywhere.test(word.value)) {
        expect(chinese.get(word.at), word.at).not.toBe(word.value);
      }
      for (const text of say(chinese.get(word.at))) {
        if (sameEverywhere.test(text)) continue;
        const own = text.replaceAll(/Aqueduct|Lighthouse/gu, '');
        if (/\p{Letter}{2}/u.test(own)) expect(own, word.at).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  test('uses full-width punctuation between Chinese words', () => {
    for (const [at, value] of chinese) {
      for (const text of say(value)) {
        expect(text, at).not.toMatch(/\p{Script=Han} ?[,;:?!()"]|[,;:?!()"] ?\p{Script=Han}/u);
        expect(text, at).not.toMatch(/\p{Script=Han}\.(?:\s|$)|\.\.\./u);
      }
    }
  });

  test('says the same of one and of many, but for the number', () => {
    expect(zh.countPhotos(1)).toBe('1 张照片');
    expect(zh.countPhotos(1204)).toBe('1,204 张照片');
  });
});

const components = globSync('renderer/**/*.svelte', { cwd: path.resolve(import.meta.dirname, '../../..') });
/** Attributes that a person reads or hears. */
const spoken = new Set([
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'alt', 'placeholder'],
  ...['label', 'text', 'hint', 'subtitle', 'description', 'heading'],
]);

/** Literal words of a component's markup, with the attribute that they are in. */
function findLiteralWords(source: string): readonly string[] {
  const found: string[] = [];
  const hasWords = (text: string): boolean => /\p{Letter}/u.test(text);
  const visit = (node: unknown, attribute: string | null): void => {
    if (Array.isArray(node)) {
      for (const part of node) visit(part, attribute);
      return;
    }
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    if (node.type === 'StyleSheet' || node.type === 'Script' || node.type === 'Comment') return;
    if (node.type === 'StyleDirective') return;
    // What is compared is a code, not a word.
    if (node.type === 'BinaryExpression' && 'operator' in node && node.operator !== '+') return;
    if (node.type === 'Attribute' && 'name' in node && 'value' in node) {
      if (spoken.has(String(node.name))) visit(node.value, String(node.name));
      return;
    }
    if (node.type === 'Text' && 'data' in node && hasWords(String(node.data)))
      found.push(`${attribute ?? 'text'}: ${String(node.data).trim()}`);
    const isSpoken = attribute !== null;
    if (
      isSpoken &&
      node.type === 'Literal' &&
      'value' in node &&
      typeof node.value === 'string' &&
      hasWords(node.value)
    ) {
      found.push(`${attribute}: ${node.value}`);
    }
    for (const [key, part] of Object.entries(node)) if (key !== 'metadata' && key !== 'parent') visit(part, attribute);
  };
  visit(parse(source, { modern: true }).fragment, null);
  return found;
}

describe('components', () => {
  test('are found, and literal words in them would be', () => {
    expect(components.length).toBeGreaterThan(30);
    expect(findLiteralWords('<p>Word {x}</p><button aria-label="Word"></button>')).toEqual([
      'text: Word',
      'aria-label: Word',
    ]);
    expect(findLiteralWords('<Modal title={isOpen ? "Word" : t.word} class="word">{t.word}: 1</Modal>')).toEqual([
      'title: Word',
    ]);
  });

  test.each(components)('%s takes its words from the catalogue', (file) => {
    const source = readFileSync(path.resolve(import.meta.dirname, '../../..', file), 'utf8');
    expect(findLiteralWords(source)).toEqual([]);
  });
});
