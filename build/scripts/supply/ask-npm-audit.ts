/** @file Asks the registry about known vulnerabilities. A registry that has no answer is not a fault of ours, and is said. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

export type AuditAnswer =
  | { readonly kind: 'answered'; readonly advisories: readonly Advisory[] }
  | { readonly kind: 'no-answer'; readonly reason: string };

export interface Advisory {
  /** GHSA id, or the registry's own number. */
  readonly id: string;
  readonly packageName: string;
  readonly severity: string;
  readonly title: string;
}

const viaSchema = z.union([
  z.string(),
  z.object({
    source: z.union([z.number(), z.string()]),
    name: z.string(),
    severity: z.string(),
    title: z.string(),
    url: z.string().default(''),
  }),
]);
const reportSchema = z.object({ vulnerabilities: z.record(z.string(), z.object({ via: z.array(viaSchema) })) });
const failureSchema = z.object({ message: z.string().optional(), error: z.object({ summary: z.string().optional() }) });
/** What each attempt may take: CI does not wait for a network that is not there. */
const timeoutMs = 30_000;

/** Runs `npm audit` in `folder`. */
export async function askNpmAudit(folder: string): Promise<AuditAnswer> {
  const args = ['audit', '--json', '--fetch-retries=0', `--fetch-timeout=${timeoutMs}`];
  const isWindows = process.platform === 'win32';
  const child = spawn(isWindows ? 'npm.cmd' : 'npm', args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: isWindows,
  });
  const failed = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)));
  const output = await Promise.race([text(child.stdout), failed]);
  return readAuditAnswer(output);
}

/** Reads what `npm audit --json` printed. */
export function readAuditAnswer(output: string): AuditAnswer {
  const value = parseJson(output);
  const report = reportSchema.safeParse(value);
  if (!report.success) {
    const failure = failureSchema.safeParse(value);
    const said = failure.success ? (failure.data.message ?? failure.data.error.summary) : output.trim().split('\n')[0];
    return { kind: 'no-answer', reason: said === undefined || said === '' ? 'nothing was said' : said };
  }
  const advisories = new Map<string, Advisory>();
  for (const { via } of Object.values(report.data.vulnerabilities)) {
    for (const cause of via) {
      // A name stands for another entry of the report.
      if (typeof cause === 'string') continue;
      const id = /GHSA(?:-[0-9a-z]{4}){3}/.exec(cause.url)?.[0] ?? String(cause.source);
      const { name: packageName, severity, title } = cause;
      advisories.set(`${id} ${packageName}`, { id, packageName, severity, title });
    }
  }
  return { kind: 'answered', advisories: [...advisories.values()] };
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    // Not JSON: the caller says what it was.
    return null;
  }
}
