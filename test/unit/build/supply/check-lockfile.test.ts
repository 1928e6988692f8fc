import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  checkLockfile,
  type CheckedFiles,
  type ProjectManifest,
} from '../../../../build/scripts/supply/check-lockfile.ts';
import { parseLockfile, readLockfile } from '../../../../build/scripts/supply/lockfile.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const integrity = 'sha512-AAAA';

function makeFiles(change: {
  readonly manifest?: Partial<ProjectManifest>;
  readonly packages?: Readonly<Record<string, object>>;
  readonly settings?: string;
  readonly installScripts?: Readonly<Record<string, string>>;
}): CheckedFiles {
  const manifest = {
    dependencies: { a: '1.0.0' },
    devDependencies: {},
    optionalDependencies: {},
    overrides: {},
    scripts: {},
    ...change.manifest,
  };
  const packages = { 'node_modules/a': { version: '1.0.0', integrity, license: 'MIT' }, ...change.packages };
  return {
    manifest,
    lockfile: parseLockfile({ lockfileVersion: 3, packages: { '': { name: 'app' }, ...packages } }),
    settings: change.settings ?? 'ignore-scripts=true\n',
    installScripts: change.installScripts ?? {},
  };
}

it('finds no fault in this project', () => {
  const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
  const faults = checkLockfile({
    manifest: JSON.parse(read('package.json')) as ProjectManifest,
    lockfile: readLockfile(root),
    settings: read('.npmrc'),
    installScripts: JSON.parse(read('build/supply/install-scripts.json')) as Record<string, string>,
  });
  expect(faults).toEqual([]);
});

it('finds no fault in files that are right', () => {
  expect(checkLockfile(makeFiles({}))).toEqual([]);
});

it.each([
  ['a version that is not exact', makeFiles({ manifest: { dependencies: { a: '^1.0.0' } } }), 'give an exact version'],
  ['a lockfile that is behind', makeFiles({ manifest: { dependencies: { a: '1.0.1' } } }), 'the lockfile has 1.0.0'],
  ['an override that is not exact', makeFiles({ manifest: { overrides: { b: '>2' } } }), 'overrides b'],
  [
    'a package without a checksum',
    makeFiles({ packages: { 'node_modules/b': { version: '1.0.0', license: 'MIT' } } }),
    'node_modules/b has no SHA-512 checksum',
  ],
  [
    'a weak checksum',
    makeFiles({ packages: { 'node_modules/b': { version: '1.0.0', integrity: 'sha1-AAAA', license: 'MIT' } } }),
    'node_modules/b has no SHA-512 checksum',
  ],
  [
    'a package from an address',
    makeFiles({
      packages: {
        'node_modules/b': { version: '1.0.0', integrity, license: 'MIT', resolved: 'git+ssh://example.org/b' },
      },
    }),
    'node_modules/b comes from an address of its own',
  ],
  ['install scripts that would run', makeFiles({ settings: 'fund=false\n' }), 'ignore-scripts=true'],
  [
    'an install script of our own',
    makeFiles({ manifest: { scripts: { postinstall: 'node x.js' } } }),
    'script postinstall',
  ],
  [
    'an install script that nobody looked at',
    makeFiles({
      packages: { 'node_modules/b': { version: '1.0.0', integrity, license: 'MIT', hasInstallScript: true } },
    }),
    'b has an install script that nobody has looked at',
  ],
  ['a listed script that is gone', makeFiles({ installScripts: { b: 'reason' } }), 'install-scripts.json lists b'],
  [
    'a licence that is not on the list',
    makeFiles({ packages: { 'node_modules/b': { version: '1.0.0', integrity, license: 'SSPL-1.0' } } }),
    'b is under SSPL-1.0',
  ],
  [
    'a package without a licence',
    makeFiles({ packages: { 'node_modules/b': { version: '1.0.0', integrity } } }),
    'b states no licence',
  ],
])('sees %s', (_what, files, fault) => {
  expect(checkLockfile(files).join('\n')).toContain(fault);
});
