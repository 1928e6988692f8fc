/**
 * @file What every plot has: a sheet with a title, and colours for light and dark. The sheet has a background of its own, because a page
 * may be light where the reader's system is dark.
 */
import { markup, type Markup } from '../../../src/library/evaluation/report/markup.ts';

export interface SheetParams {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What the plot shows, for those who do not see it. */
  readonly description: string;
}

/** Left end and base line of the title. */
export const titlePlace = { x: 16, y: 26 } as const;
/** Series that have a look of their own; further ones begin anew. */
export const seriesCount = 6;

/** Seen by everybody: blue, orange, green, purple, red, grey, of a lightness that suits the sheet (Okabe and Ito 2008, adapted). */
const colours = {
  light: ['#0b62a4', '#b95000', '#00785a', '#86409c', '#b3261e', '#565c64'],
  dark: ['#6cb6ff', '#f2a65a', '#4fd1a5', '#d59bea', '#ff8f86', '#b4bcc6'],
} as const;

function listColours(theme: keyof typeof colours): string {
  return colours[theme]
    .map(
      (colour, index) =>
        `.line.s${index},.mark.s${index}{stroke:${colour}}.bar.s${index},.mark.s${index}{fill:${colour}}`,
    )
    .join('');
}

const styles = `
text{font:12px system-ui,sans-serif;fill:#30343a}.title{font-size:15px;font-weight:600;fill:#14171a}
.sheet{fill:#fff}.grid{stroke:#dfe3e8;fill:none}.line{fill:none;stroke-width:2}.mark{stroke-width:1}
.target{stroke:#14171a;stroke-width:1.5;stroke-dasharray:6 4;fill:none}.goal{font-style:italic}
.value,.goal{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}${listColours('light')}
@media(prefers-color-scheme:dark){text{fill:#cfd5dc}.title{fill:#f2f4f6}.sheet{fill:#16191d}.value,.goal{stroke:#16191d}.grid{stroke:#353b42}
.target{stroke:#f2f4f6}${listColours('dark')}}`;

/** A whole SVG file. */
export function writeSheet({ width, height, title, description }: SheetParams, content: readonly Markup[]): string {
  const { text } =
    markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${title}</title><desc>${description}</desc><style>${styles}</style>
<rect class="sheet" width="${width}" height="${height}" rx="6"/>
<text class="title" x="${titlePlace.x}" y="${titlePlace.y}">${title}</text>
${content}
</svg>`;
  return `${text}\n`;
}

/** Hundredths of a pixel: nobody sees more, and files stay small. */
export function roundPixels(value: number): number {
  return Math.round(value * 100) / 100;
}
