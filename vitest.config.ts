import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/**
 * Node.js 24 strips types with WebAssembly. A test process that starts and ends many scan threads, each with its own copy, now and
 * then dies in V8 (nodejs/node issue 64500: `ThreadIsolation::UnregisterWasmAllocation` while a wrapper tiers up), so none does.
 */
const noWrapperTierUp = '--wasm-wrapper-tiering-budget=1000000000';

/** How long `expect.poll` asks again: the machine may be busy with other things. */
const patient = { poll: { timeout: 20_000 } };

/** Real processes share two cores on a small machine: generous limits, few files at once. */
const slow = {
  testTimeout: 120_000,
  hookTimeout: 300_000,
  expect: patient,
  maxWorkers: 2,
  pool: 'forks' as const,
  execArgv: [noWrapperTierUp],
};

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: patient,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...slow } },
      { test: { name: 'parity', include: ['test/parity/**/*.test.ts'], ...slow, maxWorkers: 1 } },
      {
        test: {
          name: 'training',
          include: ['test/training/**/*.test.ts'],
          ...slow,
          testTimeout: 900_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.spec.ts'],
          globalSetup: ['test/e2e/support/shared-folder.ts'],
          ...slow,
          testTimeout: 240_000,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
