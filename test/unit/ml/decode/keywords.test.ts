import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKeywords } from '../../../../src/ml/decode/keywords.ts';

function packXmp(body: string): Buffer {
  return Buffer.from(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>${body}</rdf:RDF></x:xmpmeta>`);
}

function dataset(record: number, number: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x1c, record, number, value.length >> 8, value.length & 255]), value]);
}

describe('keywords', () => {
  it('reads subjects of XMP, with entities, and every level of a hierarchy', () => {
    const xmp = packXmp(
      '<dc:subject><rdf:Bag><rdf:li>Eiffel Tower</rdf:li><rdf:li xml:lang="fr">Caf&#233; &amp; bar</rdf:li></rdf:Bag></dc:subject>' +
        '<lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Paris|Eiffel Tower</rdf:li></rdf:Bag></lr:hierarchicalSubject>',
    );
    expect(readKeywords({ xmp, iptc: null }, null)).toEqual(['Eiffel Tower', 'Café & bar', 'Places', 'Paris']);
  });

  it('keeps no half of a character', () => {
    const xmp = packXmp('<dc:subject><rdf:Bag><rdf:li>to&#xd800;wer</rdf:li></rdf:Bag></dc:subject>');
    expect(readKeywords({ xmp, iptc: null }, null)).toEqual(['to wer']);
  });

  it('reads IPTC within resources of Photoshop and alone, in both character sets', () => {
    const utf8 = Buffer.concat([dataset(1, 90, Buffer.from('\x1b%G')), dataset(2, 25, Buffer.from('Kölner Dom'))]);
    const resource = Buffer.concat([
      Buffer.from('Photoshop 3.0\0', 'latin1'),
      Buffer.from('8BIM\x04\x25\0\0\0\0\0\x01x\0', 'latin1'),
      Buffer.from('8BIM\x04\x04\0\0\0\0\0', 'latin1'),
      Buffer.from([utf8.length]),
      utf8,
    ]);
    expect(readKeywords({ xmp: null, iptc: resource }, null)).toEqual(['Kölner Dom']);
    const latin1 = dataset(2, 25, Buffer.from('Köln', 'latin1'));
    expect(readKeywords({ xmp: null, iptc: latin1 }, null)).toEqual(['Köln']);
  });

  it('reads what Windows writes', () => {
    const windows = Buffer.from('Rome;Colosseum\0', 'utf16le');
    expect(readKeywords({ xmp: null, iptc: null }, windows)).toEqual(['Rome', 'Colosseum']);
  });

  it('keeps to its bounds whatever the blocks hold', () => {
    const bag = `<dc:subject>${Array.from({ length: 500 }, (_, i) => `<rdf:li>k${i}\u001b[2J</rdf:li>`).join('')}</dc:subject>`;
    const many = readKeywords({ xmp: packXmp(bag), iptc: null }, null);
    expect(many).toHaveLength(64);
    expect(many[0]).toBe('k0 [2J');
    const block = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 100 }).map((tail) => Buffer.concat([Buffer.from('8BIM\x04\x04\0\0', 'latin1'), tail])),
      fc.string().map((text) => Buffer.from(`<dc:subject><rdf:li>${text}</rdf:li></dc:subject>`)),
    );
    fc.assert(
      fc.property(block, block, block, (a, b, c) => {
        const found = readKeywords({ xmp: Buffer.from(a), iptc: Buffer.from(b) }, Buffer.from(c));
        return found.length <= 64 && found.every((keyword) => keyword.length <= 100 && !/\p{Cc}/u.test(keyword));
      }),
    );
  });
});
