/**
 * @file Reads and flips Electron's fuses: switches inside the binary, see
 * https://www.electronjs.org/docs/latest/tutorial/fuses. The wire is a sentinel, a version byte (1), a length byte and then
 * one ASCII digit a fuse: `0` off, `1` on, `r` removed.
 */
import { open, readFile } from 'node:fs/promises';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const wireVersion = 1;

/** Position of a fuse in the wire (fuse schema version 1), by the name that electron-builder gives it. */
const fusePositions = {
  runAsNode: 0,
  enableCookieEncryption: 1,
  enableNodeOptionsEnvironmentVariable: 2,
  enableNodeCliInspectArguments: 3,
  enableEmbeddedAsarIntegrityValidation: 4,
  onlyLoadAppFromAsar: 5,
  loadBrowserProcessSpecificV8Snapshot: 6,
  grantFileProtocolExtraPrivileges: 7,
} as const;
export type FuseName = keyof typeof fusePositions;

interface FuseWire {
  /** Offset of the first fuse in the file. */
  readonly offset: number;
  readonly fuses: string;
}

function findWire(binary: Buffer): FuseWire {
  const at = binary.indexOf(sentinel);
  if (at === -1 || binary.indexOf(sentinel, at + 1) !== -1) {
    throw new Error('This is no Electron binary: it should hold exactly one fuse wire.');
  }
  const header = at + sentinel.length;
  const version = binary[header];
  const length = binary[header + 1];
  if (version !== wireVersion || length === undefined) {
    throw new Error(`Fuse wire version ${String(version)} is unknown; only ${wireVersion} is.`);
  }
  const offset = header + 2;
  return { offset, fuses: binary.toString('latin1', offset, offset + length) };
}

/** Sets the given fuses of the Electron binary at `path`. Rejects when the binary has no such fuse. */
export async function flipFuses(path: string, wanted: Partial<Readonly<Record<FuseName, boolean>>>): Promise<void> {
  const wire = findWire(await readFile(path));
  const file = await open(path, 'r+');
  try {
    for (const [name, isOn] of Object.entries(wanted) as [FuseName, boolean][]) {
      const position = fusePositions[name];
      const current = wire.fuses[position];
      if (current !== '0' && current !== '1') throw new Error(`This Electron has no fuse ${name}.`);
      await file.write(isOn ? '1' : '0', wire.offset + position, 'latin1');
    }
  } finally {
    await file.close();
  }
}

/** Reads the fuses of the Electron binary at `path`; one that this Electron lacks is left out. Rejects when it has no wire. */
export async function readFuses(path: string): Promise<Partial<Readonly<Record<FuseName, boolean>>>> {
  const { fuses } = findWire(await readFile(path));
  const names = Object.keys(fusePositions) as FuseName[];
  const read = names.flatMap((name): (readonly [FuseName, boolean])[] => {
    const digit = fuses[fusePositions[name]];
    return digit === '0' || digit === '1' ? [[name, digit === '1']] : [];
  });
  return Object.fromEntries(read);
}
