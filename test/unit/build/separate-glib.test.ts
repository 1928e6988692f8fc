import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDynamicSymbols, renameSymbols, renameWithSameHash } from '../../../build/scripts/runtime/elf-symbols.ts';
import { findSharpFiles, separateGlib } from '../../../build/scripts/runtime/separate-glib.ts';

const installed = join(import.meta.dirname, '..', '..', '..', 'node_modules');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-glib-'));
  for (const name of ['@img', 'sharp', 'detect-libc', 'semver']) {
    await cp(join(installed, name), join(folder, 'node_modules', name), { recursive: true });
  }
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The hash of DT_GNU_HASH. */
function hashName(name: string): number {
  return [...Buffer.from(name)].reduce((hash, byte) => (Math.imul(hash, 33) + byte) >>> 0, 5381);
}

async function listGlibNeeds(addon: string): Promise<readonly string[]> {
  const symbols = readDynamicSymbols(await readFile(addon));
  return symbols.filter(({ name, isDefined }) => !isDefined && name.startsWith('g_')).map(({ name }) => name);
}

test.each(['g_free', 'g_object_unref', 'g_log_set_handler'])('%s gets another name of its length and hash', (name) => {
  const other = renameWithSameHash(name);
  expect(other).not.toBe(name);
  expect(other).toHaveLength(name.length);
  expect(hashName(other)).toBe(hashName(name));
});

test("sharp's addon names nothing of GLib any more, and still works", async () => {
  const files = await findSharpFiles(join(folder, 'node_modules', '@img'));
  if (process.platform !== 'linux') {
    expect(files).toBeNull();
    return;
  }
  if (files === null) throw new Error('sharp is not installed for this platform.');
  await separateGlib(files);
  expect(await listGlibNeeds(files.addon)).toEqual([]);
  expect(await separateGlib(files)).toEqual([]);
  const program = `
    const sharp = require('sharp');
    const create = { width: 64, height: 48, channels: 3, background: '#c63' };
    sharp({ create }).jpeg().toBuffer()
      .then((jpeg) => sharp(jpeg).resize(32).raw().toBuffer({ resolveWithObject: true }))
      .then(({ info }) => console.log(info.width + 'x' + info.height));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: folder });
  expect(stdout.trim()).toBe('32x24');
});

test('a name that the file looks for elsewhere is never touched', () => {
  const file = makeElf('string_', 'g_free');
  const before = Buffer.from(file);
  expect(() => renameSymbols(file, new Set(['g_free']), new Set())).toThrow('shares its bytes');
  expect(file.equals(before)).toBe(true);
});

test('a file of another kind is refused', () => {
  expect(() => readDynamicSymbols(Buffer.alloc(100))).toThrow('Not a 64-bit');
});

/** A smallest ELF file with two names: it defines `tail`, stored as the end of `start + tail`, which it looks for elsewhere. */
function makeElf(start: string, tail: string): Buffer {
  const file = Buffer.alloc(0x300);
  file.write('\x7fELF\x02\x01\x01', 'latin1');
  file.writeBigUInt64LE(0x40n, 0x28);
  file.writeUInt16LE(64, 0x3a);
  file.writeUInt16LE(2, 0x3c);
  const writeSection = (index: number, type: number, offset: number, size: number, link: number): void => {
    const at = 0x40 + index * 64;
    file.writeUInt32LE(type, at + 4);
    file.writeBigUInt64LE(BigInt(offset), at + 0x18);
    file.writeBigUInt64LE(BigInt(size), at + 0x20);
    file.writeUInt32LE(link, at + 0x28);
  };
  writeSection(0, 11, 0x100, 48, 1);
  writeSection(1, 3, 0x200, 0x40, 0);
  file.write(start + tail, 0x201, 'latin1');
  const definedHere = 1;
  file.writeUInt32LE(1 + start.length, 0x100);
  file.writeUInt16LE(definedHere, 0x106);
  file.writeUInt32LE(1, 0x118);
  return file;
}
