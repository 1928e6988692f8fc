/** @file What package-lock.json says of each package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Some packages give one name instead of a list. */
const systems = z.union([z.array(z.string()), z.string().transform((name) => [name])]).optional();
const names = z.record(z.string(), z.string()).default({});
const entrySchema = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  os: systems,
  cpu: systems,
  libc: systems,
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
});
const lockfileSchema = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), entrySchema) });

export interface LockedPackage extends z.infer<typeof entrySchema> {
  readonly name: string;
  /** Place in the tree, as `node_modules/a/node_modules/b`. */
  readonly path: string;
}

export interface Lockfile {
  /** The project itself. */
  readonly project: LockedPackage;
  /** By path. */
  readonly packages: ReadonlyMap<string, LockedPackage>;
}

/** Reads `<folder>/package-lock.json`. Throws when it does not have npm's third form. */
export function readLockfile(folder: string): Lockfile {
  return parseLockfile(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')));
}

/** Throws when `value` does not have the form of npm's lockfile, version 3. */
export function parseLockfile(value: unknown): Lockfile {
  const { packages } = lockfileSchema.parse(value);
  const all = Object.entries(packages).map(([path, entry]): LockedPackage => {
    return { ...entry, path, name: entry.name ?? path.replace(/^.*node_modules\//, '') };
  });
  const project = all.find(({ path }) => path === '');
  if (project === undefined) throw new Error('package-lock.json does not name the project');
  return { project, packages: new Map(all.filter(({ path }) => path !== '').map((entry) => [entry.path, entry])) };
}

/** The package that `name` means for code in `from`: the nearest one on the way up, as Node.js looks. */
export function resolvePackage(lockfile: Lockfile, from: string, name: string): LockedPackage | null {
  for (let folder = from; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const found = lockfile.packages.get(`${folder === '' ? '' : `${folder}/`}node_modules/${name}`);
    if (found !== undefined) return found;
    if (folder === '') return null;
  }
}
