/** @file HTML from templates in which every value is escaped unless it is markup itself. */

/** Text that is HTML already. Only `markup` makes it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Null is nothing; the values of a list follow one another. */
export type MarkupValue = string | number | Markup | null | readonly MarkupValue[];

/** Tag of a template: `markup\`<td>${label}</td>\``. Values may stand in text and in quoted attributes, nowhere else. */
export function markup(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(strings.map((text, place) => text + toHtml(values[place] ?? null)).join(''));
}

function toHtml(value: MarkupValue): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  return value.map(toHtml).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and quoted attributes. Control characters, which HTML does not allow, become a replacement character. */
function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '').replaceAll(/[^\P{Cc}\t\n]/gu, '\ufffd');
}
