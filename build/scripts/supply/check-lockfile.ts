/** @file What must be true of package.json, package-lock.json and .npmrc, whatever is installed. */
import { judgeTool } from './licence-policy.ts';
import type { LockedPackage, Lockfile } from './lockfile.ts';

export interface ProjectManifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly scripts: Readonly<Record<string, string>>;
}

export interface CheckedFiles {
  readonly manifest: ProjectManifest;
  readonly lockfile: Lockfile;
  /** Text of .npmrc. */
  readonly settings: string;
  /** Package with an install script -> why it need not run. */
  readonly installScripts: Readonly<Record<string, string>>;
}

const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
/** npm runs these by itself when it installs; ours would run before anything of it has been looked at. */
const installHooks = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];

/** One line for each fault; empty when there is none. */
export function checkLockfile(files: CheckedFiles): string[] {
  return [...checkVersions(files), ...checkOrigins(files.lockfile), ...checkScripts(files), ...checkTools(files)];
}

function checkVersions({ manifest, lockfile }: CheckedFiles): string[] {
  const { dependencies, devDependencies, optionalDependencies, overrides } = manifest;
  const wanted = [dependencies, devDependencies, optionalDependencies].flatMap((group) => Object.entries(group));
  const faults = wanted.flatMap(([name, version]) => {
    if (!exactVersion.test(version)) return [`package.json asks for ${name} ${version}: give an exact version`];
    const locked = lockfile.packages.get(`node_modules/${name}`)?.version;
    return locked === version ? [] : [`package.json asks for ${name} ${version}, the lockfile has ${locked ?? 'none'}`];
  });
  const loose = Object.entries(overrides).filter(([, version]) => {
    return typeof version !== 'string' || !exactVersion.test(version);
  });
  return [...faults, ...loose.map(([name]) => `package.json overrides ${name} without an exact version`)];
}

function checkOrigins({ packages }: Lockfile): string[] {
  return [...packages.values()].flatMap(({ path, integrity, resolved, version }) => {
    if (version === undefined) return [`${path} has no version: it comes from a folder or an address`];
    // Addresses are left out of our lockfile (.npmrc), so that any mirror serves: the checksum says what is right.
    if (resolved !== undefined) return [`${path} comes from an address of its own`];
    return integrity?.startsWith('sha512-') === true ? [] : [`${path} has no SHA-512 checksum`];
  });
}

function checkScripts({ manifest, lockfile, settings, installScripts }: CheckedFiles): string[] {
  const faults = settings.split('\n').includes('ignore-scripts=true')
    ? []
    : ['.npmrc does not say ignore-scripts=true: install scripts of packages would run'];
  const own = installHooks.filter((name) => name in manifest.scripts);
  faults.push(...own.map((name) => `package.json has a script ${name}, which runs at installation`));
  const names = new Set([...lockfile.packages.values()].flatMap(nameIfScripted));
  for (const name of names) {
    if (!(name in installScripts))
      faults.push(`${name} has an install script that nobody has looked at: read it, then list it`);
  }
  for (const name of Object.keys(installScripts)) {
    if (!names.has(name)) faults.push(`install-scripts.json lists ${name}, which has none any more`);
  }
  return faults;
}

function nameIfScripted({ name, hasInstallScript }: LockedPackage): string[] {
  return hasInstallScript ? [name] : [];
}

function checkTools({ lockfile }: CheckedFiles): string[] {
  return [...lockfile.packages.values()].flatMap((locked) => judgeTool(locked) ?? []);
}
