/** @file Paths that any program can open, also for names that are not text ([Note: path encoding]). */
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync } from 'node:fs';
import { extname, join } from 'node:path';
import { encodePathText, isPlainPath, toDisplayPath } from './path-encoding.ts';

/** Joins the path of a root and a relative path of the catalog. Encoded text, native separators. */
export function joinRootPath(rootPath: string, relativePath: string): string {
  const base = rootPath.endsWith('/') || rootPath.endsWith('\\') ? rootPath : `${rootPath}/`;
  const path = base + relativePath;
  return rootPath.includes('\\') ? path.replaceAll('/', '\\') : path;
}

/** For people and for `--json`: odd bytes shown as replacement characters. */
export function showPath(rootPath: string, relativePath: string): string {
  return toDisplayPath(joinRootPath(rootPath, relativePath));
}

export interface PathAliases {
  /** The path itself; for a name that is not text a link of ours that leads to it. */
  readonly toOpenable: (path: string) => string;
}

/**
 * Messages and libraries take text, and such a name is none. Only Linux has these names, and there a symbolic link may lead to
 * any bytes.
 * @param folder where the links lie; made when first needed, may be emptied at any time
 */
export function createPathAliases(folder: string): PathAliases {
  return {
    toOpenable: (path) => {
      if (isPlainPath(path)) return path;
      const bytes = encodePathText(path);
      const name = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
      const alias = join(folder, name + extname(toDisplayPath(path)).toLowerCase());
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      try {
        symlinkSync(bytes, alias);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      return alias;
    },
  };
}
