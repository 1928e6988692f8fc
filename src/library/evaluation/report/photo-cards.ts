/** @file Photos side by side: what was taken for what, and what was not found. */
import type { LabelledPhoto } from '../labelled-photos.ts';
import type { Confusion, Miss } from '../worst-cases.ts';
import { markup, type Markup } from './markup.ts';

export interface PhotoCards {
  readonly drawConfusion: (confusion: Confusion) => Markup;
  readonly drawMiss: (miss: Miss) => Markup;
}

/** @param thumbnails address of each photo's thumbnail beside the page, by row */
export function createPhotoCards(
  photos: readonly LabelledPhoto[],
  thumbnails: ReadonlyMap<number, string>,
): PhotoCards {
  const drawPhoto = (row: number, role: string): Markup => {
    const { path, landmark } = photos[row] ?? { path: '', landmark: null };
    const address = thumbnails.get(row);
    const image =
      address === undefined
        ? markup`<span class="absent">no picture</span>`
        : markup`<img src="${address}" alt="" loading="lazy" decoding="async">`;
    return markup`<figure>${image}<figcaption class="caption"><span class="role">${role}</span>${nameLandmark(landmark)}<small>${showName(path)}</small></figcaption></figure>`;
  };
  return {
    drawConfusion: ({ photo, answer, cosine, confidence }) =>
      markup`<li class="case"><h3>cosine ${cosine.toFixed(3)} <span>penalised ${confidence.toFixed(3)}</span></h3><div class="photos">${drawPhoto(photo, 'photo')}${drawPhoto(answer, 'taken for')}</div></li>`,
    drawMiss: ({ photo, mate, rank, cosine, first, firstCosine }) =>
      markup`<li class="case"><h3>first hit at rank ${rank.toLocaleString('en')}</h3><div class="photos">${drawPhoto(photo, 'photo')}${drawPhoto(first, `first, cosine ${firstCosine.toFixed(3)}`)}${drawPhoto(mate, `hit, cosine ${cosine.toFixed(3)}`)}</div></li>`,
  };
}

/** The name of a landmark, or that there is none. */
export function nameLandmark(landmark: string | null): Markup {
  return landmark === null ? markup`<span class="plain">no landmark</span>` : showName(landmark);
}

/** A name from outside: in its own direction of writing, broken after a stroke rather than anywhere. */
export function showName(name: string): Markup {
  return markup`<bdi>${name.split(/(?<=[/\\_-])/).map((part) => markup`${part}<wbr>`)}</bdi>`;
}
