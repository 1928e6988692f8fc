/**
 * @file The list of packages in THIRD_PARTY.md: `node build/scripts/supply/third-party.ts` writes it anew, between its two marks, from
 * package-lock.json and what the build bundled. What stands outside the marks is written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { findLicence } from './licence-policy.ts';
import { readLockfile, type Lockfile } from './lockfile.ts';
import { readBundledPackages } from './read-bundled.ts';
import { listShippedPackages, releaseTargets, type ShippedPackage } from './shipped-packages.ts';

const marks = [
  '<!-- packages: written by build/scripts/supply/third-party.ts -->',
  '<!-- end of packages -->',
] as const;

export interface ThirdPartyParts {
  readonly lockfile: Lockfile;
  readonly bundled: readonly string[];
  /** Name of a package -> what Cairn has it for. */
  readonly purposes: Readonly<Record<string, string>>;
}

/** Reads what the list is made of. */
export function readThirdPartyParts(folder: string): ThirdPartyParts {
  const purposes: unknown = JSON.parse(readFileSync(join(folder, 'build', 'supply', 'purposes.json'), 'utf8'));
  return {
    lockfile: readLockfile(folder),
    bundled: readBundledPackages(folder),
    purposes: z.record(z.string(), z.string()).parse(purposes),
  };
}

/**
 * THIRD_PARTY.md with the list as it should be, formatted.
 * @param text what stands there now.
 * @throws Error when the marks are missing, or a package that Cairn asks for has no purpose in build/supply/purposes.json.
 */
export async function composeThirdParty(text: string, parts: ThirdPartyParts, path: string): Promise<string> {
  const [before, rest] = text.split(marks[0]);
  const after = rest?.split(marks[1])[1];
  if (before === undefined || after === undefined) throw new Error('THIRD_PARTY.md has lost the marks of its list');
  const table = composeTable(parts);
  const options = await resolveConfig(path);
  return await format([before + marks[0], table, marks[1] + after].join('\n\n'), { ...options, filepath: path });
}

function composeTable({ lockfile, bundled, purposes }: ThirdPartyParts): string {
  const rows = new Map<string, { readonly shipped: ShippedPackage; readonly targets: string[] }>();
  for (const target of releaseTargets) {
    for (const shipped of listShippedPackages(lockfile, bundled, target)) {
      const row = rows.get(shipped.path) ?? { shipped, targets: [] };
      row.targets.push(`${systemNames[target.platform]} ${target.arch}`);
      rows.set(shipped.path, row);
    }
  }
  const lines = [...rows.values()].map(({ shipped, targets }) => {
    const where = targets.length === releaseTargets.length ? '' : ` (${targets.join(', ')})`;
    const licence = findLicence(shipped) ?? 'unknown';
    return `| ${shipped.name} | ${shipped.version ?? ''} | ${licence} | ${describe(shipped, purposes)}${where} |`;
  });
  return ['| package | version | licence | what for |', '| --- | --- | --- | --- |', ...lines.sort()].join('\n');
}

const systemNames = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' } as const;

function describe({ name, neededBy }: ShippedPackage, purposes: Readonly<Record<string, string>>): string {
  const purpose = purposes[name];
  if (purpose !== undefined) return purpose;
  if (neededBy.length > 0) return `for ${[...new Set(neededBy)].sort().join(', ')}`;
  throw new Error(`Say in build/supply/purposes.json what ${name} is for`);
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..', '..', '..');
  const path = join(root, 'THIRD_PARTY.md');
  writeFileSync(path, await composeThirdParty(readFileSync(path, 'utf8'), readThirdPartyParts(root), path));
}
