/**
 * @file kill -9 of main or the embedder at random points of scan, index, decision, migration, backup and restore: nothing is lost, nothing
 * is there twice. `npm run test:kills -- --kills 1000 --seed 7` does the same for longer.
 */
import { expect, it } from 'vitest';
import { runKills } from './support/kills/run-kills.ts';

const killsPerKind = 35;

it('kills at 210 random points, and all that must hold holds after each', { timeout: 900_000 }, async () => {
  // Another course each day, and the same one on every machine; a failure tells its seed.
  const seed = Math.floor(Date.now() / 86_400_000);
  const { kills, embedders } = await runKills({ killsPerKind, seed });
  for (const count of Object.values(kills)) expect(count).toBeGreaterThanOrEqual(killsPerKind);
  expect(embedders).toBeGreaterThan(0);
});
