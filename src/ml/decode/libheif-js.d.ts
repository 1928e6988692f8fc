/** The part of libheif-js (LGPL-3.0, its own replaceable file) that the HEIC worker calls. */
declare module 'libheif-js/wasm-bundle.js' {
  export interface HeifImage {
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    free(): void;
    /** Decodes upright into `target.data` (RGBA); calls back with null when it cannot. */
    display(target: HeifTarget, callback: (result: HeifTarget | null) => void): void;
  }
  export interface HeifTarget {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
  }
  const libheif: {
    HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
  };
  export default libheif;
}
