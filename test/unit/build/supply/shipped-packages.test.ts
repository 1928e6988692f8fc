import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseLockfile, readLockfile, resolvePackage } from '../../../../build/scripts/supply/lockfile.ts';
import { listShippedPackages, releaseTargets } from '../../../../build/scripts/supply/shipped-packages.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const linux = { platform: 'linux', arch: 'x64' } as const;

it('finds the nearest package, as Node.js does', () => {
  const lockfile = parseLockfile({
    lockfileVersion: 3,
    packages: {
      '': { name: 'app', dependencies: { a: '1.0.0' } },
      'node_modules/a': { version: '1.0.0', dependencies: { b: '2.0.0' } },
      'node_modules/a/node_modules/b': { version: '2.0.0' },
      'node_modules/b': { version: '1.0.0' },
    },
  });
  expect(resolvePackage(lockfile, 'node_modules/a', 'b')?.version).toBe('2.0.0');
  expect(resolvePackage(lockfile, '', 'b')?.version).toBe('1.0.0');
  expect(resolvePackage(lockfile, 'node_modules/a/node_modules/b', 'a')?.version).toBe('1.0.0');
  expect(resolvePackage(lockfile, 'node_modules/a', 'c')).toBeNull();
});

it('lists what ships for one system alone, and who needs it', () => {
  const shipped = listShippedPackages(readLockfile(root), ['svelte', 'clsx'], linux);
  const names = shipped.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['@img/sharp-linux-x64', '@img/sharp-libvips-linux-x64', 'better-sqlite3']),
  );
  // Of other systems, of another C library, and what has its use at installation alone.
  const strange = /darwin|win32|arm64|musl|wasm|freebsd|^node-|adm-zip|global-agent/;
  expect(names.filter((name) => strange.test(name))).toEqual([]);
  expect(shipped.find(({ name }) => name === 'onnxruntime-common')).toMatchObject({ neededBy: ['onnxruntime-node'] });
  expect(shipped.find(({ name }) => name === 'svelte')).toMatchObject({ place: 'bundled', neededBy: [] });
  expect(shipped.find(({ name }) => name === 'clsx')).toMatchObject({ place: 'bundled', neededBy: ['svelte'] });
});

it('knows the binaries of every system that Cairn is packed for', () => {
  const lockfile = readLockfile(root);
  for (const target of releaseTargets) {
    const names = listShippedPackages(lockfile, [], target).map(({ name }) => name);
    const suffix = `${target.platform}-${target.arch}`;
    expect(names).toContain(`@img/sharp-${suffix}`);
    expect(names.some((name) => name.startsWith(`@parcel/watcher-${suffix}`))).toBe(true);
  }
});

it('refuses a bundled package that no lockfile knows', () => {
  expect(() => listShippedPackages(readLockfile(root), ['from-nowhere'], linux)).toThrow('from-nowhere');
});
