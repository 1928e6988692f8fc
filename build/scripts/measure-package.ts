/** @file `npm run package:size`: what the packed app in `dist/` is made of, as the table of docs/packaging.md. */
import { findPackedApp } from './packed/find-packed-app.ts';
import { listPackedFiles } from './packed/list-files.ts';
import { measureParts } from './packed/size-parts.ts';

function formatMegabytes(sizeBytes: number): string {
  return (sizeBytes / 1e6).toFixed(1);
}

try {
  const sizes = measureParts(await listPackedFiles(findPackedApp().folder));
  const total = sizes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  console.log('| part | MB | files | why |\n| --- | ---: | ---: | --- |');
  for (const { part, files, sizeBytes } of sizes) {
    console.log(`| ${part.name} | ${formatMegabytes(sizeBytes)} | ${files} | ${part.why} |`);
  }
  console.log(`| **all** | **${formatMegabytes(total)}** | | |`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
