/**
 * @file One XMP sidecar: what a person said of a photo, in properties that other programs read (XMP specification, part 1; IPTC Photo
 * Metadata Standard for `LocationShown`; Lightroom's and digiKam's hierarchies of keywords). Nothing that Cairn only supposes is in it.
 */
import type { SidecarAlbum } from '../../../db/sidecar-photos.ts';

/** The level above the names, in hierarchies of keywords. */
const topKeyword = 'Landmarks';
/** As far as stars can say it. */
const favouriteRating = 5;

export interface SidecarContent {
  readonly isFavourite: boolean;
  readonly albums: readonly SidecarAlbum[];
}

/** UTF-8 text of the sidecar. */
export function writeSidecarText({ isFavourite, albums }: SidecarContent): string {
  const names = [...new Set(albums.map(({ name }) => name))];
  const properties = [
    ...(isFavourite ? [`<xmp:Rating>${String(favouriteRating)}</xmp:Rating>`] : []),
    ...(names.length === 0
      ? []
      : [
          list('dc:subject', 'Bag', names),
          list(
            'lr:hierarchicalSubject',
            'Bag',
            names.map((name) => `${topKeyword}|${name.replaceAll('|', '_')}`),
          ),
          list(
            'digiKam:TagsList',
            'Seq',
            names.map((name) => `${topKeyword}/${name.replaceAll('/', '_')}`),
          ),
          `<Iptc4xmpExt:LocationShown><rdf:Bag>${albums.map(describeLocation).join('')}</rdf:Bag></Iptc4xmpExt:LocationShown>`,
        ]),
  ];
  return `<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Cairn">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
    xmlns:digiKam="http://www.digikam.org/ns/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
${properties.map((property) => `   ${property}\n`).join('')}  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`;
}

function list(property: string, kind: 'Bag' | 'Seq', items: readonly string[]): string {
  const lines = items.map((item) => `<rdf:li>${escapeXml(item)}</rdf:li>`);
  return `<${property}><rdf:${kind}>${lines.join('')}</rdf:${kind}></${property}>`;
}

/** "Nice, France" is a city and its country; what has no comma is a country. */
function describeLocation({ name, place, country }: SidecarAlbum): string {
  const parts = place?.split(', ') ?? [];
  const fields = {
    Sublocation: name,
    City: parts.slice(0, -1).join(', '),
    CountryName: parts.at(-1) ?? '',
    CountryCode: country ?? '',
  };
  const lines = Object.entries(fields).flatMap(([field, value]) =>
    value === '' ? [] : [`<Iptc4xmpExt:${field}>${escapeXml(value)}</Iptc4xmpExt:${field}>`],
  );
  return `<rdf:li rdf:parseType="Resource">${lines.join('')}</rdf:li>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Without what XML 1.0 cannot hold (section 2.2): a name may be anything that a person or an atlas wrote. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, ' ')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
