/**
 * @file `npm run check:supply`: exact versions, checksums, licences, install scripts, THIRD_PARTY.md, known vulnerabilities. Needs a
 * build, since what the bundles hold ships as well. One line a fault; ends with 1 when there is any.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { askNpmAudit } from './ask-npm-audit.ts';
import { checkLockfile } from './check-lockfile.ts';
import { judgeShipped } from './licence-policy.ts';
import { composeLicenceTexts } from './licence-texts.ts';
import { listShippedPackages, releaseTargets, type Target } from './shipped-packages.ts';
import { composeThirdParty, readThirdPartyParts } from './third-party.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const words = z.record(z.string(), z.string());
const manifestSchema = z.object({
  dependencies: words,
  devDependencies: words,
  optionalDependencies: words.default({}),
  overrides: z.record(z.string(), z.unknown()).default({}),
  scripts: words,
});

function readText(...path: readonly string[]): string {
  return readFileSync(join(root, ...path), 'utf8');
}

function readWords(name: string): Record<string, string> {
  return words.parse(JSON.parse(readText('build', 'supply', name)));
}

/** Of this computer, if the app is packed for it: the licence texts of other systems' packages are not here. */
function findOwnTarget(): Target | undefined {
  return releaseTargets.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
}

async function checkShipped(): Promise<string[]> {
  const parts = readThirdPartyParts(root);
  const faults = releaseTargets.flatMap((target) =>
    listShippedPackages(parts.lockfile, parts.bundled, target).flatMap((shipped) => judgeShipped(shipped) ?? []),
  );
  const own = findOwnTarget();
  if (own !== undefined) composeLicenceTexts(root, listShippedPackages(parts.lockfile, parts.bundled, own));
  const text = readText('THIRD_PARTY.md');
  const isCurrent = (await composeThirdParty(text, parts, join(root, 'THIRD_PARTY.md'))) === text;
  if (!isCurrent) faults.push('THIRD_PARTY.md is not current. Run: node build/scripts/supply/third-party.ts');
  return [...new Set(faults)];
}

async function checkVulnerabilities(): Promise<string[]> {
  const answer = await askNpmAudit(root);
  if (answer.kind === 'no-answer') {
    console.log(`npm audit was left out: the registry has no answer (${answer.reason}).`);
    return [];
  }
  const accepted = readWords('accepted-advisories.json');
  console.log(
    `npm audit: ${answer.advisories.length} known vulnerabilities, ${Object.keys(accepted).length} accepted.`,
  );
  return answer.advisories
    .filter(({ id }) => !(id in accepted))
    .map(({ id, packageName, severity, title }) => `${packageName}: ${title} (${severity}, ${id})`);
}

const { lockfile } = readThirdPartyParts(root);
const faults = [
  ...checkLockfile({
    manifest: manifestSchema.parse(JSON.parse(readText('package.json'))),
    lockfile,
    settings: readText('.npmrc'),
    installScripts: readWords('install-scripts.json'),
  }),
  ...(await checkShipped()),
  ...(await checkVulnerabilities()),
];
for (const fault of faults) console.error(fault);
console.log(`${lockfile.packages.size} packages looked at, ${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
