/**
 * @file Vite plugin: notes which npm packages end up inside the bundles, in `out/bundled-packages.json`: they ship although npm calls
 * them development dependencies, so their licences and the bill of materials must name them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Plugin } from 'vite';

/** The last `node_modules/NAME` of a module's path: the package that the module is of. */
export function findPackageName(moduleId: string): string | null {
  const [, name = null] =
    /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(moduleId.replace(/[?#].*$/s, '')) ?? [];
  return name === null ? null : name.replaceAll('\\', '/');
}

/**
 * Makes the plugins of one build: all parts of the app, and the threads inside them, add to one list.
 * @param path of the file to write.
 */
export function createPackageLister(path: string): () => Plugin {
  const names = new Set<string>();
  return () => ({
    name: 'cairn:list-packages',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const moduleId of output.moduleIds) {
          const name = findPackageName(moduleId);
          if (name !== null) names.add(name);
        }
      }
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${JSON.stringify([...names].sort(), null, 2)}\n`);
    },
  });
}
