/**
 * @file `npm run fuzz`: throws changed input at everything that Cairn reads, far more of it than `npm test` has time for.
 *
 *     npm run fuzz                                         all
 *     npm run fuzz -- --target images --count 20000        one
 *     npm run fuzz -- --target images --seed 7 --from 123 --count 1   one case again
 *
 * Ends with 1 when something broke.
 */
import { parseArgs } from 'node:util';
import { findTargets } from './targets.ts';

const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true },
    count: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
  },
});

const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
let faults = 0;
for (const target of findTargets(values.target ?? [])) {
  const count = Number(values.count ?? target.wholeCount);
  console.log(`${target.name}: ${count} cases, seed ${seed}`);
  const startMs = performance.now();
  const report = await target.run({
    count,
    seed,
    firstCase: Number(values.from),
    onProgress: (line) => console.log(`  ${line}`),
  });
  console.log(`  ${((performance.now() - startMs) / 1000).toFixed(1)} s`, report.figures, report.endings);
  for (const fault of report.faults) console.log(`  FAULT ${fault}`);
  faults += report.faults.length;
}
console.log(faults === 0 ? 'nothing broke' : `${faults} faults`);

process.exitCode = faults === 0 ? 0 : 1;
