import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CairnError } from '../../../../src/api/errors.ts';
import { loadAtlas, readAtlasFingerprint, readAtlasSummary } from '../../../../src/ml/recognition/load-atlas.ts';
import { writeAtlas } from '../../../../src/ml/recognition/write-atlas.ts';
import { dims } from '../grouping/mixture.ts';
import { createSyntheticAtlas, modelHash } from './synthetic-atlas.ts';

const { atlas } = await createSyntheticAtlas(1);
const rights = { licence: 'CC0-1.0', attribution: 'Invented for a test.' };
const expected = { modelHash, dims };
const prologueBytes = 48;
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cairn-atlas-'));
  file = path.join(folder, 'invented.cairn-atlas');
  await writeAtlas(file, atlas, rights);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes a pack of any header and vectors, with the right checksum and lengths: a hostile one can do that, too. */
async function forge(header: string, vectors: Uint8Array, version = 1): Promise<void> {
  const json = Buffer.from(header);
  const prologue = Buffer.alloc(prologueBytes);
  prologue.write('CAIRNATL', 'latin1');
  prologue.writeUInt32LE(version, 8);
  prologue.writeUInt32LE(json.length, 12);
  createHash('sha256').update(json).update(vectors).digest().copy(prologue, 16);
  await writeFile(file, Buffer.concat([prologue, json, vectors]));
}

async function readParts(): Promise<{ header: Record<string, unknown>; vectors: Buffer }> {
  const bytes = await readFile(file);
  const end = prologueBytes + bytes.readUInt32LE(12);
  const header = JSON.parse(bytes.toString('utf8', prologueBytes, end)) as Record<string, unknown>;
  return { header, vectors: bytes.subarray(end) };
}

async function changeHeader(change: (header: Record<string, unknown>) => void): Promise<void> {
  const { header, vectors } = await readParts();
  change(header);
  await forge(JSON.stringify(header), vectors);
}

const refused = (message: RegExp) => ({ code: 'atlas-unusable', message: expect.stringMatching(message) as string });

describe('loadAtlas', () => {
  it('reads what writeAtlas wrote, which leaves nothing else', async () => {
    expect(await loadAtlas(file, expected)).toEqual(atlas);
    expect(await readdir(folder)).toEqual([path.basename(file)]);
  });

  it('tells from the header alone what is in it', async () => {
    const bytes = await readFile(file);
    const fingerprint = createHash('sha256').update(bytes.subarray(prologueBytes)).digest('hex');
    const { header, ...summary } = await readAtlasSummary(file);
    expect(summary).toEqual({ fingerprint, sizeBytes: bytes.length });
    expect(header).toMatchObject({ name: atlas.name, modelSha256: modelHash, dims, nonLandmarkReferences: 20 });
    expect(header.landmarks.map(({ references }) => references)).toEqual([8, 8, 8, 8]);
    expect(await readAtlasFingerprint(file)).toBe(fingerprint);
  });

  it('refuses an atlas of another model, and names both', async () => {
    const other = refused(/"Invented" was built for another model \(invented 1\)/);
    await expect(loadAtlas(file, { modelHash: 'cd'.repeat(32), dims })).rejects.toMatchObject(other);
    await expect(loadAtlas(file, { modelHash, dims: dims * 2 })).rejects.toMatchObject(other);
  });

  it('refuses changed vectors', async () => {
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(file, bytes);
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/wrong checksum/));
  });

  it('refuses a file that was cut off, wherever', async () => {
    const bytes = await readFile(file);
    for (const length of [0, 7, 47, 48, 100, bytes.length - 1]) {
      await writeFile(file, bytes.subarray(0, length));
      await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/cut off|bytes instead of/));
    }
    await writeFile(file, Buffer.concat([bytes, Buffer.alloc(1)]));
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/bytes instead of/));
  });

  it('believes no counts that do not make the file', async () => {
    const { header, vectors } = await readParts();
    const landmarks = header['landmarks'] as { references: number }[];
    await changeHeader((changed) => (changed['nonLandmarkReferences'] = 1_000_000));
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/bytes instead of \d{8}/));
    await forge(
      JSON.stringify({ ...header, landmarks: landmarks.map((row) => ({ ...row, references: 100_000 })) }),
      vectors,
    );
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/bytes instead of/));
    for (const change of [
      { dims: 1e12 },
      { dims: 0 },
      { nonLandmarkReferences: -20 },
      { nonLandmarkReferences: 1e300 },
    ]) {
      await forge(JSON.stringify({ ...header, ...change }), vectors);
      await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/its header/));
    }
    const bytes = await readFile(file);
    bytes.writeUInt32LE(0xffff_ffff, 12);
    await writeFile(file, bytes);
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/a header of 4294967295 bytes/));
  });

  it.each([
    ['ids that climb out of a folder', { id: '../../etc/passwd' }],
    ['ids of albums', { id: 'album:1' }],
    ['names that write to the terminal', { name: 'Tower\u001b[2J' }],
    ['coordinates that are none', { latitude: 1e9 }],
    ['fields that nobody knows', { file: '/etc/passwd' }],
  ])('refuses %s', async (_, change) => {
    await changeHeader((header) => {
      const [first, ...others] = header['landmarks'] as object[];
      header['landmarks'] = [{ ...first, ...change }, ...others];
    });
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/its header/));
  });

  it.each(['', 'x', '{}', '[]', 'null', '{"__proto__":1}', '\u{feff}{}'])('refuses the header %j', async (header) => {
    await forge(header, new Uint8Array(0));
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/its header/));
  });

  it('refuses a landmark that is there twice, penalties that are no numbers, and a later format', async () => {
    await changeHeader((header) => {
      const landmarks = header['landmarks'] as { id: string }[];
      for (const landmark of landmarks) landmark.id = 'twin';
    });
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/twice/));
    await writeAtlas(file, { ...atlas, penalties: atlas.penalties.map(() => NaN) }, rights);
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/no numbers/));
    await forge('{}', new Uint8Array(0), 2);
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/format 2.+another version of Cairn/));
  });

  it('refuses numbers that would drown what a photo looks like', async () => {
    await writeAtlas(file, { ...atlas, penalties: atlas.penalties.map(() => -1e38) }, rights);
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/out of range/));
    await writeAtlas(file, atlas, rights);
    const { header, vectors } = await readParts();
    for (const intercept of [1e308, -1e308]) {
      await forge(JSON.stringify({ ...header, calibration: { ...atlas.calibration, intercept } }), vectors);
      await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/its header/));
    }
  });

  it('does not wait for a pipe, and reads no device', async () => {
    const pipe = path.join(folder, 'pipe.cairn-atlas');
    const isWindows = process.platform === 'win32';
    if (!isWindows) execFileSync('mkfifo', [pipe]);
    // Windows has neither in its folders: there its null device stands for both.
    for (const other of isWindows ? [String.raw`\\.\NUL`] : [pipe, '/dev/zero']) {
      await expect(loadAtlas(other, expected)).rejects.toMatchObject({ code: 'atlas-unusable' });
    }
  });

  it('refuses what is no file, and other files', async () => {
    await expect(loadAtlas(path.join(folder, 'nowhere'), expected)).rejects.toMatchObject(refused(/missing/));
    await expect(loadAtlas(folder, expected)).rejects.toMatchObject(refused(/no file|cannot be read/));
    await writeFile(file, Buffer.alloc(5000, 'photo'));
    await expect(loadAtlas(file, expected)).rejects.toMatchObject(refused(/begins otherwise/));
  });

  it('gives an error or an atlas of numbers for any bytes', async () => {
    const bytes = await readFile(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 20 }), async (at, change) => {
        const damaged = Buffer.from(bytes);
        damaged.set(change.subarray(0, damaged.length - at), at);
        fc.pre(!damaged.equals(bytes));
        await writeFile(file, damaged);
        await expect(loadAtlas(file, expected)).rejects.toBeInstanceOf(CairnError);
      }),
      { numRuns: 60 },
    );
  });
});

describe('writeAtlas', () => {
  it('writes nothing that could not be read again', async () => {
    const target = path.join(folder, 'other.cairn-atlas');
    await expect(writeAtlas(target, { ...atlas, name: '' }, rights)).rejects.toThrow();
    expect(await readdir(folder)).toEqual([path.basename(file)]);
  });
});
