import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** Real processes share two cores on a small machine: generous limits, few files at once. */
const slow = { testTimeout: 120_000, hookTimeout: 300_000, maxWorkers: 2, pool: 'forks' } as const;

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
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
          ...slow,
          testTimeout: 240_000,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
