import { expect, it } from 'vitest';
import { findPackageName } from '../../../build/vite/list-packages.ts';

it.each([
  ['/p/node_modules/zod/v4/index.js', 'zod'],
  ['/p/node_modules/@lucide/svelte/dist/icon.svelte?svelte&type=style', '@lucide/svelte'],
  ['/p/node_modules/a/node_modules/b/x.js', 'b'],
  ['C:\\p\\node_modules\\@scope\\a\\x.js', '@scope/a'],
  ['\0commonjs:/p/node_modules/a/x.js', 'a'],
  ['/p/src/ml/embedder.ts', null],
])('%s is of %s', (moduleId, name) => {
  expect(findPackageName(moduleId)).toBe(name);
});
