/** @file What must not be, and what must be, in a package: each fault as a sentence. */
import type { Target } from '../supply/shipped-packages.ts';
import type { PackedFile } from './list-files.ts';
import { nativeHeadBytes, readNativeKind, type NativeKind } from './native-kind.ts';

export interface NativeFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly kind: NativeKind;
}

/** All programs and libraries of the package, by what their first bytes say and not by their names. */
export async function listNativeFiles(files: readonly PackedFile[]): Promise<readonly NativeFile[]> {
  const found: NativeFile[] = [];
  for (const { path, sizeBytes, readHead } of files) {
    // Archives are listed file by file.
    if (path.endsWith('.asar')) continue;
    const kind = readNativeKind(await readHead(nativeHeadBytes));
    if (kind !== null) found.push({ path, sizeBytes, kind });
  }
  return found;
}

/** Files that the target cannot run. A file for several processors is foreign when it is not for the target's alone. */
export function findForeignFiles(natives: readonly NativeFile[], target: Target): readonly string[] {
  return natives
    .filter(({ path, kind }) => isForeign(kind, target) || (target.platform === 'linux' && path.includes('musl')))
    .map(({ path, kind }) => `${path} is for ${kind.platform} ${kind.archs.join('+')}`);
}

function isForeign({ platform, archs }: NativeKind, target: Target): boolean {
  return platform !== target.platform || archs.some((arch) => arch !== target.arch);
}

/** What each package must have for its target, as the end of a path: without one of these no photo is indexed. */
function listNeededNatives({ platform, arch }: Target): readonly RegExp[] {
  const ort = `onnxruntime-node/bin/napi-v6/${platform}/${arch}`;
  const library = {
    linux: 'libonnxruntime\\.so\\.1',
    darwin: 'libonnxruntime\\.1\\.dylib',
    win32: 'onnxruntime\\.dll',
  };
  return [
    new RegExp(`${ort}/onnxruntime_binding\\.node$`),
    new RegExp(`${ort}/${library[platform]}$`),
    // WebGPU is inside onnxruntime; DirectML and the shader compiler are files of their own. CoreML is part of macOS.
    ...(platform === 'win32'
      ? ['DirectML', 'dxcompiler', 'dxil'].map((name) => new RegExp(`${ort}/${name}\\.dll$`))
      : []),
    new RegExp(`better-sqlite3/prebuilds/${platform}-${arch}\\.node$`),
    new RegExp(`@img/sharp-${platform}-${arch}/lib/sharp-[^/]+\\.node$`),
    new RegExp(platform === 'win32' ? '@img/sharp-win32-[^/]+/lib/libvips-cpp[^/]*\\.dll$' : 'libvips-cpp\\.[^/]+$'),
    new RegExp(`@parcel/watcher-${platform}-${arch}[^/]*/watcher\\.node$`),
  ];
}

/** Natives that the app cannot do without and that are not there. */
export function findMissingNatives(natives: readonly NativeFile[], target: Target): readonly string[] {
  return listNeededNatives(target)
    .filter((needed) => !natives.some(({ path }) => needed.test(path)))
    .map((needed) => `no file ${needed.source}`);
}

/** Licences and notices that every package carries. */
const neededTexts: readonly RegExp[] = [
  /(?:^|\/)LICENSE\.electron\.txt$/,
  /(?:^|\/)LICENSES\.chromium\.html$/,
  /(?:^|\/)[Rr]esources\/LICENSE$/,
  /(?:^|\/)[Rr]esources\/THIRD_PARTY\.md$/,
  /(?:^|\/)[Rr]esources\/THIRD_PARTY_LICENSES\.txt$/,
];
/** On macOS Electron's own texts lie beside the bundle and are brought by electron-builder's files of the image. */
const textsBesideABundle = 2;

/** Texts that must be inside and are not. */
export function findMissingTexts(paths: readonly string[], platform: Target['platform']): readonly string[] {
  return neededTexts
    .slice(platform === 'darwin' ? textsBesideABundle : 0)
    .filter((needed) => !paths.some((path) => needed.test(path)))
    .map((needed) => `no file ${needed.source}`);
}

/** What has no business in a package: [what it matches, why not]. */
const unwanted: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/(?:^|\/)(?:dev-)?app-update\.yml$|electron-updater/, 'would ask a server for updates'],
  [/\.asar\/.*\.map$|\.unpacked\/.*\.map$/, 'a source map'],
  [/(?:^|\/)default_app\.asar$/, "Electron's start-up app for unpacked apps"],
  [/node_modules\/(?:node-linux|node-darwin|node-win|node-bin)[^/]*\//, 'Node.js for our scripts'],
  [/node_modules\/(?:adm-zip|global-agent|node-gyp|electron-builder|playwright-core|vitest)\//, 'a tool'],
  [/(?:^|\/)(?:test|\.git|\.work)\//, 'not part of the app'],
  [/\.(?:ts|mts|cts|hh|h|cc|gyp)$/, 'source code of a dependency'],
];

/** Files that should not be there. */
export function findUnwantedFiles(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const found = unwanted.find(([pattern]) => pattern.test(path));
    return found === undefined ? [] : [`${path}: ${found[1]}`];
  });
}
