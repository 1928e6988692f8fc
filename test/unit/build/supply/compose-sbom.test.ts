import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { composeSbom, type SbomComponent, type SbomParts } from '../../../../build/scripts/supply/compose-sbom.ts';
import { readLockfile } from '../../../../build/scripts/supply/lockfile.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const parts: SbomParts = {
  lockfile: readLockfile(root),
  bundled: ['svelte', 'clsx'],
  target: { platform: 'linux', arch: 'x64' },
  electronVersion: '45.0.0',
  sqliteVersion: '3.54.1',
  codecVersions: { vips: '8.18.7', webp: '1.6.0' },
  data: [{ type: 'machine-learning-model', name: 'dolg', version: '1', sha256: 'ab'.repeat(32) }],
  atMs: 1_700_000_000_000,
};

function listRefs(components: readonly SbomComponent[]): string[] {
  return components.flatMap((one) => [one['bom-ref'], ...listRefs(one.components ?? [])]);
}

interface NpmComponent {
  readonly name: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly content: string }[];
}

it("has the packages and checksums of npm's own bill of materials", () => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
  const output = execFileSync(npm, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  const { components } = JSON.parse(output) as { readonly components: readonly NpmComponent[] };
  // Told to omit tools, npm omits what tools and the app both need, so it is asked for everything.
  const theirs = new Map(components.map((component) => [component.purl, component]));
  const ours = composeSbom(parts).components.filter(({ hashes }) => hashes?.[0]?.alg === 'SHA-512');
  expect(ours.map(({ name }) => name)).toEqual(expect.arrayContaining(['better-sqlite3', 'semver', 'sharp', 'zod']));
  for (const { name, purl, hashes } of ours) {
    expect(hashes?.[0]?.content, name).toMatch(/^[0-9a-f]{128}$/);
    expect(theirs.get(purl ?? '')?.hashes?.[0]?.content, name).toBe(hashes?.[0]?.content);
  }
});

it('names what npm does not know: bundled packages, Electron, native libraries, the model', () => {
  const { components } = composeSbom(parts);
  const byName = new Map(components.map((component) => [component.name, component]));
  expect([...byName.keys()]).toEqual(expect.arrayContaining(['svelte', 'clsx', 'electron', 'dolg']));
  expect(byName.get('better-sqlite3')?.components).toMatchObject([{ name: 'sqlite', version: '3.54.1' }]);
  const libvips = byName.get('@img/sharp-libvips-linux-x64')?.components?.map(({ name }) => name);
  expect(libvips).toEqual(['vips', 'webp']);
  expect(byName.get('dolg')?.hashes).toEqual([{ alg: 'SHA-256', content: 'ab'.repeat(32) }]);
});

it('is one document for one input, and every reference in it leads somewhere', () => {
  const sbom = composeSbom(parts);
  expect(composeSbom(parts)).toEqual(sbom);
  expect(composeSbom({ ...parts, electronVersion: '45.0.1' }).serialNumber).not.toBe(sbom.serialNumber);
  // RFC 9562: version 8, variant 10.
  expect(sbom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const refs = listRefs([sbom.metadata.component, ...sbom.components]);
  expect(new Set(refs).size).toBe(refs.length);
  for (const { ref, dependsOn } of sbom.dependencies) {
    for (const one of [ref, ...dependsOn]) expect(refs).toContain(one);
  }
});
