import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { composeLicenceTexts } from '../../../../build/scripts/supply/licence-texts.ts';
import { readLockfile } from '../../../../build/scripts/supply/lockfile.ts';
import { listShippedPackages, type ShippedPackage } from '../../../../build/scripts/supply/shipped-packages.ts';
import { composeThirdParty, type ThirdPartyParts } from '../../../../build/scripts/supply/third-party.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const path = join(root, 'THIRD_PARTY.md');
const purposes = JSON.parse(readFileSync(join(root, 'build/supply/purposes.json'), 'utf8')) as Record<string, string>;
const parts: ThirdPartyParts = { lockfile: readLockfile(root), bundled: ['svelte', 'clsx'], purposes };

it('lists each package with version, licence, use and system, and leaves the rest of the page alone', async () => {
  const text = await composeThirdParty(readFileSync(path, 'utf8'), parts, path);
  const cells = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const find = (name: string): readonly string[] | undefined => cells.find((row) => row[1] === name);
  expect(find('zod')?.slice(2, 5)).toEqual([
    parts.lockfile.packages.get('node_modules/zod')?.version,
    'MIT',
    'schemas',
  ]);
  expect(find('clsx')?.[4]).toBe('for svelte');
  expect(find('@img/sharp-win32-arm64')?.[4]).toBe('for sharp (Windows arm64)');
  expect(text).toContain('GeoNames');
  expect(await composeThirdParty(text, parts, path)).toBe(text);
});

it('refuses a package that nobody said the use of, and a page without its marks', async () => {
  const text = readFileSync(path, 'utf8');
  const others = Object.fromEntries(Object.entries(purposes).filter(([name]) => name !== 'zod'));
  await expect(composeThirdParty(text, { ...parts, purposes: others }, path)).rejects.toThrow('what zod is for');
  await expect(composeThirdParty('# Nothing', parts, path)).rejects.toThrow('marks');
});

it('gathers the licence of every package that ships from here, word for word', () => {
  const target = { platform: 'linux', arch: 'x64' } as const;
  // Other systems do not have Linux's binaries.
  const shipped = listShippedPackages(parts.lockfile, ['svelte'], target).filter(({ optional }) => !optional);
  const text = composeLicenceTexts(root, shipped);
  expect(text).toContain(readFileSync(join(root, 'node_modules/zod/LICENSE'), 'utf8').trim());
  expect(text).toContain('GNU LESSER GENERAL PUBLIC LICENSE');
  for (const { name, version } of shipped) expect(text).toContain(`${name} ${version ?? ''}`);
});

it('refuses a package whose licence has no text', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-licences-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'node_modules', 'a'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', 'a', 'package.json'), '{}');
  const [zod] = listShippedPackages(parts.lockfile, [], { platform: 'linux', arch: 'x64' });
  const strange = { ...zod, name: 'a', path: 'node_modules/a', license: 'ISC' } as ShippedPackage;
  expect(() => composeLicenceTexts(folder, [strange])).toThrow('a has no licence file');
});
