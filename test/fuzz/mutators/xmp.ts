/** @file XMP packets that no program should write: broken, endless, expanding, with texts of every kind. */
import type { Random } from '../../fixtures/random.ts';
import { mutateBytes } from './bytes.ts';

/** A packet with these keywords. */
export function writeXmp(keywords: readonly string[], inner = ''): string {
  const items = keywords.map((keyword) => `<rdf:li>${keyword}</rdf:li>`).join('');
  return (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">' +
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:lr="http://ns.adobe.com/lightroom/1.0/">' +
    `<dc:subject><rdf:Bag>${items}</rdf:Bag></dc:subject>` +
    `<lr:hierarchicalSubject><rdf:Bag>${items.replaceAll(' ', '|')}</rdf:Bag></lr:hierarchicalSubject>${inner}` +
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
  );
}

const texts = [
  'tower',
  'a b c d',
  '',
  '&lol9;',
  '&#0;',
  '&#xd800;',
  '&#xdfff;&#xfffe;',
  '&#1114112;',
  '&#99999999999;',
  '<b>',
  '\u202e\u0000\u2028',
  'x'.repeat(300),
  '\ud800',
  '__proto__',
  '<rdf:li>',
  '</rdf:li>',
  ']]>',
  '%s%n../../etc/passwd',
  "'; DROP TABLE photos; --",
  '|'.repeat(5000),
  '&amp;'.repeat(2000),
] as const;

/** "Billion laughs": each entity ten times the one before. */
function writeEntityBomb(): string {
  const entities = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? 'lol' : `&lol${level};`.repeat(10);
    return `<!ENTITY lol${level + 1} "${inner}">`;
  });
  return `<?xml version="1.0"?><!DOCTYPE x [${entities.join('')}<!ENTITY file SYSTEM "file:///etc/passwd">]>`;
}

/** A packet, hostile in one way or several. */
export function makeHostileXmp(random: Random): Buffer {
  const keywords = Array.from({ length: random.pick([0, 1, 5, 100, 4000]) }, () => random.pick(texts));
  const depth = random.pick([0, 0, 50, 5000]);
  const nested = `${'<a>'.repeat(depth)}digitalsourcetype/${'A'.repeat(random.pick([0, 3, 50_000]))}${'</a>'.repeat(depth)}`;
  const packet = Buffer.from((random.isLucky(0.2) ? writeEntityBomb() : '') + writeXmp(keywords, nested));
  return random.isLucky(0.5) ? mutateBytes(packet, random) : packet;
}
