/**
 * @file Vite plugin: a data file that a module reads from beside itself, `new URL('name', import.meta.url)`, goes along into the
 * bundle. Without it the address would point beside the bundle, where nothing is. All code of the bundle must lie in one folder.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const neighbourUrl = /new URL\(\s*(['"])(?:\.\/)?([\w.-]+)\1\s*,\s*import\.meta\.url\s*\)/g;
const codeFile = /\.[cm]?[jt]s$/;

export function emitNeighbours(): Plugin {
  /** Name in the bundle -> where it came from. */
  const emitted = new Map<string, string>();
  return {
    name: 'cairn:emit-neighbours',
    transform(code, id) {
      const replaced = code.replace(neighbourUrl, (whole, _quote: string, name: string) => {
        const path = join(dirname(id), name);
        if (codeFile.test(name) || !existsSync(path) || !statSync(path).isFile()) return whole;
        const other = emitted.get(name) ?? path;
        if (other !== path) this.error(`Two data files have one name: ${other} and ${path}`);
        emitted.set(name, path);
        this.emitFile({ type: 'asset', fileName: `data/${name}`, source: readFileSync(path) });
        return `new URL('./data/${name}', import.meta.url)`;
      });
      return replaced === code ? null : { code: replaced, map: null };
    },
  };
}
