/** @file What a package is made of: each file belongs to one part. */
import type { PackedFile } from './list-files.ts';

/** A part of the package, and why it is there. */
export interface Part {
  readonly name: string;
  readonly why: string;
  readonly pattern: RegExp;
}

/** The first that matches a path rules. The last one takes what is left: Electron. */
export const parts: readonly Part[] = [
  {
    name: 'onnxruntime',
    why: 'runs the model, neighbour search; WebGPU is inside',
    pattern: /node_modules\/onnxruntime/,
  },
  { name: 'libvips and sharp', why: 'decode photos', pattern: /node_modules\/(?:@img|sharp|detect-libc|semver)\// },
  { name: 'SQLite', why: 'the catalog', pattern: /node_modules\/better-sqlite3\// },
  { name: 'libheif', why: 'HEIC, as WebAssembly', pattern: /node_modules\/libheif-js\// },
  {
    name: 'folder watcher',
    why: 'new photos at once',
    pattern: /node_modules\/(?:@parcel|picomatch|is-glob|is-extglob)\//,
  },
  { name: 'other npm packages', why: 'zod, commander, electron-log, thumbhash', pattern: /node_modules\// },
  { name: 'model', why: 'DOLG and its self-test', pattern: /[Rr]esources\/models\// },
  { name: 'atlas', why: 'what landmarks are recognised by', pattern: /[Rr]esources\/atlas\// },
  { name: 'sample library', why: '103 photos to try Cairn with', pattern: /[Rr]esources\/sample-library\// },
  { name: 'map', why: "Natural Earth's land and borders, two scales", pattern: /out\/renderer\/assets\/countries-/ },
  { name: 'cities and landmark facts', why: 'names of places without a network', pattern: /out\/main\/data\// },
  { name: 'our code', why: 'main, embedder, window, command line', pattern: /app\.asar\/(?:out\/|package\.json)/ },
  {
    name: 'licences',
    why: "Chromium's alone are 9 MB",
    pattern: /(?:LICENSE[^/]*|LICENSES\.chromium\.html|THIRD_PARTY[^/]*)$/,
  },
  { name: 'Chromium: words', why: 'menus of text fields, English and Chinese', pattern: /locales\/|\.lproj\// },
  { name: 'Chromium: ICU', why: 'dates, numbers and scripts of all languages', pattern: /icudtl\.dat$/ },
  {
    name: 'Chromium: graphics',
    why: 'drawing with and without a GPU',
    pattern: /(?:libEGL|libGLESv2|vk_swiftshader|libvulkan|vulkan-1|d3dcompiler|dxcompiler|dxil)[^/]*$/,
  },
  { name: 'Chromium: media', why: 'comes with Electron; plays nothing here', pattern: /ffmpeg/ },
  { name: 'Electron', why: 'Chromium, Node.js and V8 in one program, and its resources', pattern: /./ },
];

export interface PartSize {
  readonly part: Part;
  readonly files: number;
  readonly sizeBytes: number;
}

/** Sizes by part, biggest first; parts that have no file are left out. Archives are counted by what is in them. */
export function measureParts(files: readonly Pick<PackedFile, 'path' | 'sizeBytes'>[]): readonly PartSize[] {
  const sizes = new Map<Part, PartSize>();
  for (const { path, sizeBytes } of files) {
    if (path.endsWith('.asar')) continue;
    const part = parts.find(({ pattern }) => pattern.test(path));
    if (part === undefined) continue;
    const before = sizes.get(part);
    sizes.set(part, { part, files: (before?.files ?? 0) + 1, sizeBytes: (before?.sizeBytes ?? 0) + sizeBytes });
  }
  return [...sizes.values()].sort((a, b) => b.sizeBytes - a.sizeBytes);
}
