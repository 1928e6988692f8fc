/** @file The workflows of .github: nobody runs them here, so that what they name is looked at. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { parseYaml } from '../../../build/scripts/builder-config.ts';
import { releaseTargets } from '../../../build/scripts/supply/shipped-packages.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly os?: string[]; readonly include?: Record<string, string>[] } };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(root, '.github', 'workflows');
const names = readdirSync(folder);
const read = (name: string): Workflow => parseYaml(readFileSync(join(folder, name), 'utf8')) as Workflow;
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
const pinned = /^actions\/(?:checkout|setup-node|upload-artifact|download-artifact)@[0-9a-f]{40}$/;
/** Contexts that whoever opens a pull request can write into. */
const untrusted = /\$\{\{\s*(?:github\.event|github\.head_ref|inputs\.)/;

test.each(names)('every script and path that %s names is there', (name) => {
  const steps = Object.values(read(name).jobs).flatMap((job) => job.steps);
  expect(steps.length).toBeGreaterThan(3);
  for (const { run = '' } of steps) {
    for (const [, script = ''] of run.matchAll(/npm run (?:-s )?([\w:]+)/g))
      expect(Object.keys(scripts)).toContain(script);
    for (const [path = ''] of run.matchAll(/(?:build\/scripts|\.ci)\/[\w./-]+/g)) {
      expect(existsSync(join(root, path)), path).toBe(true);
    }
  }
});

test.each(names)('%s pins its actions, may do little and ends in time', (name) => {
  const { permissions, jobs } = read(name);
  expect(permissions).toEqual({ contents: 'read' });
  for (const job of Object.values(jobs)) {
    expect(job['timeout-minutes']).toBeGreaterThan(0);
    for (const { uses, run = '' } of job.steps) {
      if (uses !== undefined) expect(uses).toMatch(pinned);
      expect(run).not.toMatch(untrusted);
      // Secrets go through the environment, where no shell takes them for words.
      expect(run).not.toContain('secrets.');
    }
    if (job.needs !== undefined) expect(Object.keys(jobs)).toContain(job.needs);
  }
});

it('the release packs, checks, tries and lists each target on its own system, and only the draft may write', () => {
  const { package: pack, draft } = read('release.yml').jobs;
  const targets = pack?.strategy?.matrix.include ?? [];
  expect(targets.map(({ platform, arch }) => ({ platform, arch }))).toEqual(releaseTargets);
  const systems: Record<string, RegExp> = { linux: /^ubuntu/, win32: /^windows/, darwin: /^macos/ };
  for (const { os = '', platform = '', arch } of targets) {
    expect(os).toMatch(systems[platform] ?? /^$/);
    expect(os.endsWith('-arm')).toBe(platform === 'win32' && arch === 'arm64');
  }
  const runs = (pack?.steps ?? []).map(({ run = '' }) => run).join('\n');
  for (const part of ['npm ci', 'test:unit', 'package -- release', 'package:check', 'smoke.ts', 'npm run sbom'])
    expect(runs).toContain(part);
  expect(pack?.permissions).toBeUndefined();
  expect(draft?.permissions).toEqual({ contents: 'write' });
  const draftRuns = (draft?.steps ?? []).map(({ run = '' }) => run).join('\n');
  expect(draftRuns).toContain('sha256sum');
  expect(draftRuns).toContain('--draft');
});

it('changes are tried on three systems', () => {
  const { linux, others } = read('ci.yml').jobs;
  expect(linux?.steps.some(({ run }) => run === '.ci/run')).toBe(true);
  expect(others?.strategy?.matrix.os).toEqual(
    expect.arrayContaining([expect.stringMatching(/^windows/), expect.stringMatching(/^macos/)]),
  );
});
