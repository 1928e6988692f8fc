/**
 * @file `npm run test:kills -- --kills 1000 --seed 7`: many more kills than `npm test` has time for, by the same code. With `--window`
 * they hit the processes of the real window.
 */
import { parseArgs } from 'node:util';
import { runWindowKills } from '../../../e2e/support/kills/window-kills.ts';
import { victims } from '../../../e2e/support/kills/killed-app.ts';
import { runKills } from './run-kills.ts';
import { killKinds } from './task.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    window: { type: 'boolean', default: false },
  },
});
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const each = Math.ceil(Number(values.kills) / (values.window ? victims : killKinds).length);
const startMs = performance.now();
const say = (line: string): void => console.log(line);
console.log(`seed ${seed}, ${each} kills of each ${values.window ? 'process' : 'kind'}`);
const tally = values.window
  ? await runWindowKills({ killsPerVictim: each, seed, say })
  : await runKills({ killsPerKind: each, seed, say });
console.log(JSON.stringify({ ...tally, seconds: Math.round((performance.now() - startMs) / 1000) }));
process.exit(0);
