/** @file How the three parts of the app are bundled. Targets: what Electron 33 (npm-hosted runtime) to 45 share. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { emitNeighbours } from './build/vite/emit-neighbours.ts';
import { createPackageLister } from './build/vite/list-packages.ts';

const root = import.meta.dirname;
const nodeTarget = 'node20';
const chromeTarget = 'chrome130';
const listPackages = createPackageLister(resolve(root, 'out/bundled-packages.json'));

export default defineConfig({
  main: {
    plugins: [emitNeighbours(), listPackages()],
    build: {
      target: nodeTarget,
      sourcemap: true,
      // The embedder and the scan worker are files of their own: one is a process, the other a thread.
      rolldownOptions: {
        input: {
          index: resolve(root, 'electron/main/index.ts'),
          embedder: resolve(root, 'src/ml/embedder.ts'),
          'copy-worker': resolve(root, 'src/library/backup/copy-worker.ts'),
          'scan-worker': resolve(root, 'src/library/scan/scan-worker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [listPackages()],
    build: {
      target: nodeTarget,
      // A sandboxed preload script is one CommonJS file that may require nothing but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: resolve(root, 'electron/preload/index.ts'),
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), listPackages()],
    // The map's threads import modules.
    worker: { format: 'es', plugins: () => [listPackages()] },
    build: {
      target: chromeTarget,
      outDir: resolve(root, 'out/renderer'),
      minify: true,
      // Images as data: addresses would need an exception in the content security policy.
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(root, 'renderer/index.html') },
    },
  },
});
