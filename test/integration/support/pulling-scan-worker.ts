/**
 * @file The real scan thread with a fault for tests: before it lists the folder of a given number, its drive is pulled out by the
 * command that stands in the environment (JSON, `PullOrder`). The product knows nothing of it.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** What to do at which folder. The file `once` is there when it was done. */
export interface PullOrder {
  readonly atFolder: number;
  readonly command: readonly [string, ...string[]];
  readonly once: string;
}

const order = JSON.parse(process.env['CAIRN_TEST_PULL'] ?? 'null') as PullOrder | null;
if (order !== null) {
  const list = fs.readdirSync;
  let listed = 0;
  const pullAndList = (...parameters: Parameters<typeof list>): unknown => {
    listed += 1;
    if (listed === order.atFolder && !fs.existsSync(order.once)) {
      const [program, ...words] = order.command;
      execFileSync(program, words);
      fs.writeFileSync(order.once, '');
    }
    return list(...parameters);
  };
  fs.readdirSync = pullAndList as typeof list;
  syncBuiltinESMExports();
}

await import('../../../src/library/scan/scan-worker.ts');
