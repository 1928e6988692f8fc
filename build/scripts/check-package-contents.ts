/**
 * @file `node build/scripts/check-package-contents.ts [--arch x64|arm64]`: looks at the packed app in `dist/` as it will be handed out. Lists
 * every native file; fails when one is for another system or processor, when a licence or a native part is missing, or when something
 * is inside that should not be.
 */
import { parseArgs } from 'node:util';
import {
  findForeignFiles,
  findMissingNatives,
  findMissingTexts,
  findUnwantedFiles,
  listNativeFiles,
} from './packed/find-faults.ts';
import { findPackedApp } from './packed/find-packed-app.ts';
import { listPackedFiles } from './packed/list-files.ts';
import { releaseTargets, type Target } from './supply/shipped-packages.ts';

function findTarget(arch: string): Target {
  const target = releaseTargets.find((one) => one.platform === process.platform && one.arch === arch);
  if (target === undefined) throw new Error(`Cairn is not packed for ${process.platform} ${arch}.`);
  return target;
}

async function checkPackage(target: Target): Promise<readonly string[]> {
  const { folder } = findPackedApp();
  const files = await listPackedFiles(folder);
  const paths = files.map(({ path }) => path);
  const natives = await listNativeFiles(files);
  for (const { path, sizeBytes, kind } of natives) {
    console.log(`${kind.platform} ${kind.archs.join('+')} ${String(sizeBytes).padStart(10)} ${path}`);
  }
  return [
    ...findForeignFiles(natives, target),
    ...findMissingNatives(natives, target),
    ...findMissingTexts(paths, target.platform),
    ...findUnwantedFiles(paths),
  ];
}

try {
  const { values } = parseArgs({ options: { arch: { type: 'string', default: process.arch } } });
  const faults = await checkPackage(findTarget(values.arch));
  for (const fault of faults) console.error(`fault: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  else console.log('ok: only native files of this system, all licences, nothing that should not be there');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
