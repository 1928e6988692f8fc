/**
 * @file Is an image of ours there, whole? A cleaner empties files instead of deleting them, a full drive cuts them, a crash of the whole
 * system leaves zeros. A look at both ends of a file tells all of that for the price of opening it.
 */
import { open, type FileHandle } from 'node:fs/promises';

/** The first of these files that is there, whole; null when none is. */
export async function findWholeImage(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if (await isWholeImage(path)) return path;
  return null;
}

/** A WebP or, by its ending, a JPEG that is there from its beginning to its end. */
export async function isWholeImage(path: string): Promise<boolean> {
  return path.endsWith('.jpg') ? isWholeJpeg(path) : isWholeWebp(path);
}

/** RIFF's header names the size of what follows it (RFC 9649 section 2.4). */
async function isWholeWebp(path: string): Promise<boolean> {
  return lookAt(path, async (file, sizeBytes) => {
    const header = await readPart(file, 0, 12);
    if (header.toString('latin1', 0, 4) !== 'RIFF' || header.toString('latin1', 8, 12) !== 'WEBP') return false;
    return header.readUInt32LE(4) + 8 === sizeBytes;
  });
}

/** From the first marker to the last. */
async function isWholeJpeg(path: string): Promise<boolean> {
  return lookAt(path, async (file, sizeBytes) => {
    const [start, end] = [await readPart(file, 0, 2), await readPart(file, sizeBytes - 2, 2)];
    return start.readUInt16BE() === 0xffd8 && end.readUInt16BE() === 0xffd9;
  });
}

/** Smaller is no image. */
const leastBytes = 20;

async function lookAt(
  path: string,
  isWhole: (file: FileHandle, sizeBytes: number) => Promise<boolean>,
): Promise<boolean> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const stats = await file.stat();
    return stats.isFile() && stats.size >= leastBytes && (await isWhole(file, stats.size));
  } catch {
    // Not there, or not readable: made again.
    return false;
  } finally {
    await file?.close();
  }
}

async function readPart(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, offset);
  return bytes;
}
