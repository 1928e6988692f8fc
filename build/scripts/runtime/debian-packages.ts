/** @file Installs missing Debian packages where it may, else says which command does. */
import { runTool } from './run-tool.ts';
import { findMissing, hasProgram, type SystemNeed } from './system-needs.ts';

/**
 * Makes sure that `needs` are there. As root on Debian and its relatives it installs what is missing; otherwise, and when that
 * fails, it rejects with the one command to run.
 */
export async function bringSystemNeeds(needs: readonly SystemNeed[], log: (line: string) => void): Promise<void> {
  const missing = await findMissing(needs);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !hasProgram('apt-get')) throw new Error(await explainMissing(missing));
  log(`Installing what is missing (${missing.map(({ name }) => name).join(', ')}) ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runTool('apt-get', ['update', '-q'], { env });
  await runTool('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...(await choosePackages(missing))], {
    env,
  });
  const still = await findMissing(missing);
  if (still.length > 0) throw new Error(await explainMissing(still));
}

/** What is missing and the command that brings it, in one or two sentences. */
export async function explainMissing(missing: readonly SystemNeed[]): Promise<string> {
  const names = missing.map(({ name }) => name).join(', ');
  const isAre = missing.length === 1 ? 'is' : 'are';
  if (!hasProgram('apt-get'))
    return `${names} ${isAre} missing. Install ${isAre === 'is' ? 'it' : 'them'} with your system's package manager.`;
  return `${names} ${isAre} missing. Run: sudo apt-get install -y ${(await choosePackages(missing)).join(' ')}`;
}

/** The name of each package that this release of the system has. */
async function choosePackages(needs: readonly SystemNeed[]): Promise<readonly string[]> {
  const known = new Set(await listKnownPackages(needs.flatMap(({ packages }) => packages)));
  const chosen = needs.map(({ packages }) => packages.find((name) => known.has(name)) ?? packages.at(-1) ?? '');
  return [...new Set(chosen)];
}

/** Those of `names` that can be installed. A virtual or unknown name has no candidate. */
async function listKnownPackages(names: readonly string[]): Promise<readonly string[]> {
  const policy = await runTool('apt-cache', ['policy', ...names], { env: { ...process.env, LC_ALL: 'C' } });
  return [...policy.matchAll(/^(\S+):\n +Installed: .*\n +Candidate: (.*)$/gm)]
    .filter(([, , candidate]) => candidate !== '(none)')
    .map(([, name]) => name ?? '');
}
