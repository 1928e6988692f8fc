/** @file An album as one file that any browser shows, without a network: text, styles, a few lines of script, and the pictures. */
import { createHash } from 'node:crypto';
import { buildPageScript } from './web-page-script.ts';
import { pageStyles } from './web-page-styles.ts';

export interface PageHead {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  /** Under the title: place, dates, number of photos. */
  readonly facts: readonly string[];
  /** What buttons are called, for those who do not see them. */
  readonly words: PageWords;
}

export interface PageWords {
  readonly open: string;
  readonly close: string;
  readonly next: string;
  readonly previous: string;
}

export interface PagePhoto {
  /** JPEG without any metadata. */
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Null: no date is known. */
  readonly caption: string | null;
}

/** Text between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  // Control characters and lone halves of surrogate pairs are no text in HTML.
  return (
    text
      .replaceAll(/\p{Surrogate}/gu, '\ufffd')
      // eslint-disable-next-line no-control-regex -- see above
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
      .replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter)
  );
}

/** Everything before the first photo. The policy in it forbids every request, and any script but its own. */
export function buildPageStart({ language, title, facts, words }: PageHead): string {
  const script = buildPageScript();
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  const button = (id: string, label: string, sign: string): string =>
    `<button type="button" id="${id}" aria-label="${escapeHtml(label)}">${sign}</button>`;
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${pageStyles}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${facts.map(escapeHtml).join(' · ')}</p>
</header>
<dialog id="stage" aria-label="${escapeHtml(title)}">
<img alt="">
<p></p>
${button('close', words.close, '✕')}
${button('previous', words.previous, '‹')}
${button('next', words.next, '›')}
</dialog>
<main>
`;
}

/** One photo, as a button that opens it large. */
export function buildPagePhoto({ jpeg, width, height, caption }: PagePhoto, words: PageWords): string {
  const label = caption === null ? words.open : `${words.open}: ${caption}`;
  const source = `data:image/jpeg;base64,${Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength).toString('base64')}`;
  const ratio = (width / Math.max(1, height)).toFixed(4);
  return `<figure style="--ratio:${ratio}"><button type="button" aria-label="${escapeHtml(label)}"><img loading="lazy" decoding="async" width="${String(width)}" height="${String(height)}" alt="${escapeHtml(caption ?? '')}" src="${source}"></button></figure>
`;
}

/** Everything after the last photo. */
export function buildPageEnd(): string {
  return `</main>
<script>${buildPageScript()}</script>
</body>
</html>
`;
}
