/**
 * @file `npm run test:kills -- --kills 1000 --seed 7`: many more kills than `npm test` has time for, by the same code.
 */
import { parseArgs } from 'node:util';
import { runKills } from './run-kills.ts';
import { killKinds } from './task.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '1000' }, seed: { type: 'string' } } });
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const killsPerKind = Math.ceil(Number(values.kills) / killKinds.length);
const startMs = performance.now();
console.log(`seed ${seed}, ${killsPerKind} kills of each kind`);
const tally = await runKills({ killsPerKind, seed, say: (line) => console.log(line) });
console.log(JSON.stringify({ ...tally, seconds: Math.round((performance.now() - startMs) / 1000) }));
