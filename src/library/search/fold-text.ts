/** @file Text as it is compared in a search: as a person types it, in any script. */

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
  ς: 'σ',
};

const plainText = /^[ -~]*$/;

/**
 * Without case, accents, and the vowel points of Arabic and Hebrew, which nobody types; katakana as hiragana. Signs that make
 * another letter (those of Indian scripts, of Japanese) stay.
 */
export function foldText(text: string): string {
  // Most of a million file names: nothing to take apart.
  if (plainText.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]|[\u0591-\u05c7]|\u0640|[\u064b-\u065f]/g, '')
    .toLowerCase()
    .replaceAll(/[ßøłđæœıþðς]/g, (letter) => plainLetters[letter] ?? letter)
    .replaceAll(/[\u30a1-\u30f6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
    .normalize('NFC');
}

/** The words of a text, folded: runs of letters and digits. */
export function foldWords(text: string): string[] {
  return foldText(text)
    .split(/[^\p{Letter}\p{Number}\p{Mark}]+/u)
    .filter((word) => word !== '');
}
