/** @file Entry of the command line. Checks Node.js before it imports anything, because better-sqlite3 aborts on an older one. */

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  const { runCommandLine } = await import('./cli/run-command-line.ts');
  const { findSourceHome } = await import('./cli/command-home.ts');
  process.exitCode = await runCommandLine(process.argv, findSourceHome());
} else {
  process.stderr.write(
    `cairn needs Node.js 22.18 or newer and was started with ${process.versions.node}; "npx cairn" brings its own.\n`,
  );
  process.exitCode = 1;
}
