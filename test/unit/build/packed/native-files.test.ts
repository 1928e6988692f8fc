import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { expect, it, onTestFinished, test } from 'vitest';
import {
  findForeignFiles,
  findMissingNatives,
  findMissingTexts,
  findUnwantedFiles,
  listNativeFiles,
} from '../../../../build/scripts/packed/find-faults.ts';
import { listPackedFiles } from '../../../../build/scripts/packed/list-files.ts';
import { nativeHeadBytes, readNativeKind } from '../../../../build/scripts/packed/native-kind.ts';
import { measureParts, parts } from '../../../../build/scripts/packed/size-parts.ts';
import { releaseTargets } from '../../../../build/scripts/supply/shipped-packages.ts';

const modules = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules');
/** Real binaries of every system, as npm brought them: <system>/<processor>/files. */
const everySystem = join(modules, 'onnxruntime-node', 'bin', 'napi-v6');

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(nativeHeadBytes), 0, nativeHeadBytes, 0);
  await file.close();
  return buffer.subarray(0, bytesRead);
}

it('tells the system and the processor of each real binary of five targets', async () => {
  const files = await readdir(everySystem, { recursive: true, withFileTypes: true });
  const seen = new Set<string>();
  for (const entry of files.filter((one) => one.isFile())) {
    const [platform, arch] = entry.parentPath.split('/').slice(-2);
    expect(readNativeKind(await readHead(join(entry.parentPath, entry.name))), entry.name).toEqual({
      platform,
      archs: [arch],
    });
    seen.add(`${platform ?? ''} ${arch ?? ''}`);
  }
  expect([...seen].sort()).toEqual(['darwin arm64', 'linux arm64', 'linux x64', 'win32 arm64', 'win32 x64']);
});

it('takes a file for several processors of Apple apart, and no other file for a program', async () => {
  const fat = Buffer.alloc(64);
  fat.writeUInt32BE(0xcafebabe, 0);
  fat.writeUInt32BE(2, 4);
  fat.writeUInt32BE(0x01000007, 8);
  fat.writeUInt32BE(0x0100000c, 28);
  expect(readNativeKind(fat)).toEqual({ platform: 'darwin', archs: ['x64', 'arm64'] });
  // The first bytes of a Java class: the version where the number of parts would be.
  fat.writeUInt32BE(0x00000041, 4);
  expect(readNativeKind(fat)).toBeNull();
  expect(readNativeKind(Buffer.from('MZ'.padEnd(80, 'x')))).toBeNull();
  expect(readNativeKind(Buffer.alloc(0))).toBeNull();
  expect(readNativeKind(await readHead(join(modules, 'libheif-js', 'libheif-wasm', 'libheif.wasm')))).toBeNull();
});

/** A package with one native file of each system, some inside an archive. */
async function makePackage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-packed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const inside = join(folder, 'inside');
  mkdirSync(join(inside, 'lib'), { recursive: true });
  writeFileSync(join(inside, 'lib', 'harmless.dat'), await readHead(join(everySystem, 'win32/arm64/dxil.dll')));
  writeFileSync(
    join(inside, 'lib', 'kept.node'),
    await readHead(join(everySystem, 'linux/x64/onnxruntime_binding.node')),
  );
  writeFileSync(join(inside, 'index.js'), 'export {};');
  mkdirSync(join(folder, 'package', 'resources'), { recursive: true });
  const archive = join(folder, 'package', 'resources', 'app.asar');
  await createPackageWithOptions(inside, archive, { unpack: '**/*.node' });
  return join(folder, 'package');
}

it('finds a foreign binary inside the archive, whatever its name, and what was kept outside of it once', async () => {
  const files = await listPackedFiles(await makePackage());
  const natives = await listNativeFiles(files);
  expect(natives.map(({ path, kind }) => [path, kind.platform])).toEqual([
    ['resources/app.asar.unpacked/lib/kept.node', 'linux'],
    ['resources/app.asar/lib/harmless.dat', 'win32'],
  ]);
  expect(findForeignFiles(natives, { platform: 'linux', arch: 'x64' })).toEqual([
    'resources/app.asar/lib/harmless.dat is for win32 arm64',
  ]);
  expect(findForeignFiles(natives, { platform: 'win32', arch: 'x64' })).toHaveLength(2);
});

it('takes a library of musl for foreign on Linux', () => {
  const path = 'resources/app.asar.unpacked/node_modules/@img/sharp-libvips-linuxmusl-x64/lib/libvips-cpp.so.8';
  const native = { path, sizeBytes: 1, kind: { platform: 'linux', archs: ['x64'] } } as const;
  expect(findForeignFiles([native], { platform: 'linux', arch: 'x64' })).toHaveLength(1);
});

test.each(releaseTargets)('misses each native part that $platform $arch cannot do without', (target) => {
  expect(findMissingNatives([], target).length).toBeGreaterThanOrEqual(target.platform === 'win32' ? 9 : 6);
});

it('names licences that are missing and files that should not be there', () => {
  const whole = ['LICENSE.electron.txt', 'LICENSES.chromium.html', 'resources/LICENSE', 'resources/THIRD_PARTY.md'];
  expect(findMissingTexts([...whole, 'resources/THIRD_PARTY_LICENSES.txt'], 'linux')).toEqual([]);
  expect(findMissingTexts(whole, 'linux')).toHaveLength(1);
  expect(findMissingTexts([], 'linux')).toHaveLength(5);
  const unwanted = [
    'resources/app-update.yml',
    'resources/app.asar/out/main/index.js.map',
    'resources/app.asar/node_modules/electron-updater/package.json',
    'resources/app.asar.unpacked/node_modules/sharp/src/common.cc',
    'resources/app.asar/node_modules/adm-zip/adm-zip.js',
  ];
  expect(findUnwantedFiles([...unwanted, 'resources/app.asar/out/main/index.js'])).toHaveLength(unwanted.length);
});

it('counts each file of a package once, in the first part that it fits', () => {
  const sized = [
    { path: 'cairn', sizeBytes: 100 },
    { path: 'resources/app.asar', sizeBytes: 999 },
    { path: 'resources/app.asar/out/main/index.js', sizeBytes: 10 },
    { path: 'resources/app.asar/out/main/data/cities.tsv', sizeBytes: 5 },
    { path: 'resources/models/dolg/model.onnx', sizeBytes: 50 },
    { path: 'resources/app.asar.unpacked/node_modules/sharp/LICENSE', sizeBytes: 1 },
  ];
  expect(measureParts(sized).map(({ part, sizeBytes }) => [part.name, sizeBytes])).toEqual([
    ['Electron', 100],
    ['model', 50],
    ['our code', 10],
    ['cities and landmark facts', 5],
    ['libvips and sharp', 1],
  ]);
  expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
});
