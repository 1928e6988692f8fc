/** @file Which file names look like photos. The scanner asks this before it touches a file; content decides later. */

const plainExtensions = ['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp', 'avif', 'tif', 'tiff', 'gif'];
const heifExtensions = ['heic', 'heif', 'hif'];
const rawExtensions = [
  '3fr',
  'arw',
  'cr2',
  'cr3',
  'dng',
  'erf',
  'fff',
  'iiq',
  'k25',
  'kdc',
  'mef',
  'mos',
  'mrw',
  'nef',
  'nrw',
  'orf',
  'pef',
  'raf',
  'raw',
  'rw2',
  'rwl',
  'sr2',
  'srf',
  'srw',
];

const rawExtensionSet: ReadonlySet<string> = new Set(rawExtensions);
const photoExtensionSet: ReadonlySet<string> = new Set([...plainExtensions, ...heifExtensions, ...rawExtensions]);

/** Lower-case extension without its dot; empty when there is none. */
function readExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** True when the extension is one of a photo. macOS's `._name` companions carry no image and are left out. */
export function isPhotoFileName(name: string): boolean {
  return !name.startsWith('._') && photoExtensionSet.has(readExtension(name));
}

/** True when the extension is one of a camera's raw files. */
export function isRawFileName(name: string): boolean {
  return rawExtensionSet.has(readExtension(name));
}
