#!/usr/bin/env node
/**
 * @file `cairn`: starts the command line on a Node.js that can run it.
 *
 * Plain JavaScript of 2019 on purpose: it must be read by any Node.js from 12 on, to say in one sentence what is missing.
 * better-sqlite3 aborts the process on a Node.js without Node-API 10, so that is looked at before anything is imported.
 */
import { spawn } from 'child_process';
import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath, pathToFileURL } from 'url';

const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const entry = join(project, 'src', 'cli.ts');

/** TypeScript without its types runs from 22.18 on. */
function isNewEnough(versions) {
  const parts = versions.node.split('.').map(Number);
  return Number(versions.napi) >= 10 && (parts[0] > 22 || (parts[0] === 22 && parts[1] >= 18));
}

/** Node.js 24 that npm installed beside us; null where there is none. */
function findBundledNode() {
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const packages = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  if (process.platform === 'win32') packages.push(`node-win-${process.arch}`);
  const found = packages
    .map((name) => join(project, 'node_modules', name, 'bin', executable))
    .filter((path) => existsSync(path));
  return found.length > 0 ? found[0] : null;
}

function runWith(node) {
  const child = spawn(node, [entry].concat(process.argv.slice(2)), { stdio: 'inherit' });
  // Ctrl-C in a terminal reaches both: the child ends in good order, and then so do we. Sent to us alone, it is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`cairn: the Node.js that comes with it cannot be started (${error.message}); run "npm ci" again.`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code === null ? (signal === 'SIGINT' ? 130 : 1) : code;
  });
}

const bundled = isNewEnough(process.versions) ? null : findBundledNode();
if (isNewEnough(process.versions)) {
  import(pathToFileURL(entry).href);
} else if (bundled !== null) {
  runWith(bundled);
} else {
  console.error(
    `cairn needs Node.js 22.18 or newer and was started with ${process.versions.node}; install one, or run "npm ci" to get it.`,
  );
  process.exitCode = 1;
}
