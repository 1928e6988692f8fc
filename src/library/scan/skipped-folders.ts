/** @file Folders that hold no photos of a person's own: system folders, caches, previews of other programs. */

const systemNames: ReadonlySet<string> = new Set([
  // Windows
  '$recycle.bin',
  'system volume information',
  'recycler',
  '$windows.~bt',
  '$windows.~ws',
  // network storage devices
  '@eadir',
  '#recycle',
  '@recycle',
  '@tmp',
  '#snapshot',
  '@snapshots',
  // Linux and tools
  'lost+found',
  'node_modules',
  '__macosx',
]);

/** Lightroom, Capture One and macOS keep renditions of a person's photos in bundles of these endings. */
const previewEndings = ['.lrdata', '.lrcat-data', '.cocatalogdb', '.app', '.aplibrary', '.migratedaplibrary'];

/** Apple's photo libraries: the originals are photos, everything beside them is the program's own. */
const photoLibraryEndings = ['.photoslibrary', '.photolibrary'];
const originalFolders: ReadonlySet<string> = new Set(['originals', 'masters']);

/**
 * True when the folder is passed over with all that it holds.
 * @param name of the folder
 * @param parent name of the folder around it
 */
export function isSkippedFolder(name: string, parent: string): boolean {
  // Dot folders: .git, .thumbnails, .Trash-1000, .dtrash, ...
  if (name.startsWith('.')) return true;
  const lower = name.toLowerCase();
  if (isPhotoLibrary(parent)) return !originalFolders.has(lower);
  return systemNames.has(lower) || previewEndings.some((ending) => lower.endsWith(ending));
}

/** True for a folder whose own files (databases, locks) are not looked at. */
export function isPhotoLibrary(name: string): boolean {
  const lower = name.toLowerCase();
  return photoLibraryEndings.some((ending) => lower.endsWith(ending));
}

/** True when one folder of a relative path (with `/`) is passed over. The last part is a file name. */
export function liesInSkippedFolder(relativePath: string): boolean {
  const parts = relativePath.split('/');
  return parts.slice(0, -1).some((part, index) => isSkippedFolder(part, parts[index - 1] ?? ''));
}
