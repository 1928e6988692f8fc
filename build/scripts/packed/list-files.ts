/** @file Every file of a packed app, those inside its archive too. */
import { extractFile, getRawHeader } from '@electron/asar';
import { open, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

export interface PackedFile {
  /** Relative to the package's folder, `/` between its parts. In an archive: `.../app.asar/inside`. */
  readonly path: string;
  readonly sizeBytes: number;
  /** The first `length` bytes, or fewer. */
  readonly readHead: (length: number) => Promise<Buffer>;
}

interface ArchiveEntry {
  readonly files?: Readonly<Record<string, ArchiveEntry>>;
  readonly size?: number;
  readonly unpacked?: boolean;
}

/** Files of an unpacked package, sorted by path. What an archive keeps outside of itself is listed where it lies. */
export async function listPackedFiles(folder: string): Promise<readonly PackedFile[]> {
  const found: PackedFile[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    found.push({
      path: name,
      sizeBytes: (await stat(path)).size,
      readHead: (length) => readHead(path, length),
    });
    if (name.endsWith('.asar')) found.push(...listArchive(path, name));
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readHead(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function listArchive(archive: string, name: string): PackedFile[] {
  const found: PackedFile[] = [];
  const walk = ({ files = {} }: ArchiveEntry, inside: string): void => {
    for (const [child, entry] of Object.entries(files)) {
      const path = inside === '' ? child : `${inside}/${child}`;
      if (entry.files !== undefined) walk(entry, path);
      else if (entry.size !== undefined && entry.unpacked !== true) {
        const read = (length: number): Promise<Buffer> =>
          Promise.resolve(extractFile(archive, path).subarray(0, length));
        found.push({ path: `${name}/${path}`, sizeBytes: entry.size, readHead: read });
      }
    }
  };
  walk(getRawHeader(archive).header, '');
  return found;
}
