import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { flipFuses, readFuses } from '../../../build/scripts/runtime/fuses.ts';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-fuses-'));
  path = join(folder, 'electron');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function makeBinary(wire: string, version = 1): Buffer {
  return Buffer.concat([
    Buffer.from(`before${sentinel}`),
    Buffer.from([version, wire.length]),
    Buffer.from(`${wire}after`),
  ]);
}

test('sets only the fuses that are named', async () => {
  await writeFile(path, makeBinary('10100011'));
  await flipFuses(path, { enableNodeCliInspectArguments: true, loadBrowserProcessSpecificV8Snapshot: false });
  expect(await readFile(path)).toEqual(makeBinary('10110001'));
});

test.each([
  ['without a wire', Buffer.from('nothing here')],
  ['with two wires', Buffer.concat([makeBinary('10100011'), makeBinary('10100011')])],
  ['with an unknown version', makeBinary('10100011', 2)],
  ['whose fuse was removed', makeBinary('101r0011')],
  ['with too few fuses', makeBinary('101')],
])('refuses a file %s and leaves it as it is', async (_what, content) => {
  await writeFile(path, content);
  await expect(flipFuses(path, { enableNodeCliInspectArguments: true })).rejects.toThrow();
  expect(await readFile(path)).toEqual(content);
});

test('reads back what was set, and leaves out what this Electron lacks', async () => {
  await writeFile(path, makeBinary('1011r'));
  await flipFuses(path, { runAsNode: false });
  expect(await readFuses(path)).toEqual({
    runAsNode: false,
    enableCookieEncryption: false,
    enableNodeOptionsEnvironmentVariable: true,
    enableNodeCliInspectArguments: true,
  });
});
