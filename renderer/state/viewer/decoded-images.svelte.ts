/**
 * @file Pictures that are fetched and decoded ahead, off the main thread (`img.decode()`).
 *
 * [Note: decoded pictures] An original is sent with `no-store`, and a decoded picture is let go when nothing shows it: a second
 * `<img>` with the same address would fetch and decode again. So the very element that was decoded ahead is the one that is put
 * on the stage. Few are kept: what the stage asks for by `keep`; the others give their memory back.
 */
import { buildPhotoUrl, type PhotoVariant } from '../../../src/api/photo-urls.ts';

/** The part of an `<img>` that is needed; replaceable for tests. */
export interface PictureElement {
  src: string;
  readonly decode: () => Promise<void>;
  readonly remove: () => void;
}

export class DecodedPicture<Element extends PictureElement = HTMLImageElement> {
  readonly key: string;
  readonly element: Element;
  /** `ready`: it can be shown at once. */
  state = $state<'loading' | 'ready' | 'failed'>('loading');
  #isDropped = false;

  constructor(key: string, element: Element, url: string) {
    this.key = key;
    this.element = element;
    element.src = url;
    element.decode().then(
      () => this.#settle('ready'),
      () => this.#settle('failed'),
    );
  }

  readonly drop = (): void => {
    this.#isDropped = true;
    this.element.remove();
    // Ends a transfer that is under way, and lets go of the pixels.
    this.element.src = '';
  };

  #settle(state: 'ready' | 'failed'): void {
    if (!this.#isDropped) this.state = state;
  }
}

/** A picture of one photo. */
export interface PictureName {
  readonly photoId: number;
  readonly variant: PhotoVariant;
}

function buildKey({ photoId, variant }: PictureName): string {
  return `${variant} ${String(photoId)}`;
}

/** See [Note: decoded pictures]. */
export class DecodedImages<Element extends PictureElement = HTMLImageElement> {
  readonly #pictures = new Map<string, DecodedPicture<Element>>();
  readonly #create: () => Element;

  constructor(create: () => Element) {
    this.#create = create;
  }

  get size(): number {
    return this.#pictures.size;
  }

  /** The picture, fetched from now on if it is not here. */
  readonly obtain = (name: PictureName): DecodedPicture<Element> => {
    const key = buildKey(name);
    const known = this.#pictures.get(key);
    if (known !== undefined) return known;
    const picture = new DecodedPicture(key, this.#create(), buildPhotoUrl(name.photoId, name.variant));
    this.#pictures.set(key, picture);
    return picture;
  };

  /** True when it was decoded ahead. */
  readonly isReady = (name: PictureName): boolean => this.#pictures.get(buildKey(name))?.state === 'ready';

  /** Lets go of all others. */
  readonly keep = (names: readonly PictureName[]): void => {
    const kept = new Set(names.map(buildKey));
    for (const [key, picture] of this.#pictures) {
      if (kept.has(key)) continue;
      picture.drop();
      this.#pictures.delete(key);
    }
  };
}
