/** @file How names of landmarks are compared: as a person types them, not as they are written on a map. */

/** Letters that Unicode does not take apart, as a keyboard without them writes them. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
  ð: 'd',
};

/**
 * Key under which a name is found: without case, accents, punctuation, spaces and a leading "the", in any script.
 * "The Château d'If" and "chateau d if" have one key. Empty when the text has neither letters nor digits.
 */
export function buildNameKey(name: string): string {
  return (
    name
      .normalize('NFKD')
      // Accents alone: the vowel signs of Indian scripts are marks, too.
      .replaceAll(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replaceAll(/[ßøłđæœıþð]/g, (letter) => plainLetters[letter] ?? letter)
      .replace(/^\s*the[\s_-]+/, '')
      .replaceAll(/[^\p{Letter}\p{Number}\p{Mark}]+/gu, '')
      .normalize('NFC')
  );
}
