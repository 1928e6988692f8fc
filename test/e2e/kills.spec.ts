/**
 * @file kill -9 of any process of the real window, at random points while photos are found, indexed and decided about: the embedder, the
 * process that draws, the page, and main. `npm run test:kills -- --window --kills 200 --seed 7` does the same for longer.
 */
import { expect, test } from 'vitest';
import { runWindowKills } from './support/kills/window-kills.ts';

const killsPerVictim = 3;
/** The app is started, killed and looked at a dozen times. */
const limitMs = 900_000;

test(
  'each process of the window is killed at random points: it comes back, nothing is lost, nothing is there twice',
  { timeout: limitMs },
  async () => {
    // Another course each day, and the same one on every machine; a failure tells its seed.
    const seed = Math.floor(Date.now() / 86_400_000);
    const { kills, decided } = await runWindowKills({ killsPerVictim, seed });
    for (const count of Object.values(kills)) expect(count).toBe(killsPerVictim);
    expect(decided).toBeGreaterThan(0);
  },
);
