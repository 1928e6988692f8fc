/**
 * @file Remembers what trying a GPU provider led to, so that a driver that takes the process along does so but twice.
 *
 * [Note: provider trials] A broken driver can crash or hang the embedder, and nothing inside it can catch that. Before a trial
 * a mark is written, after it the verdict; a watchdog thread ends the process when the trial hangs. main starts a process that
 * ended again; a mark without a verdict then says what happened. One such end may have been the person's doing (the app was
 * quit), two are the driver's; one that the watchdog ended is the driver's, and the watchdog writes that down. Verdicts hold for one model, one onnxruntime and one driver.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const trialSchema = z.object({
  /** `unfinished`: the process ended meanwhile. */
  outcome: z.enum(['unfinished', 'passed', 'failed']),
  detail: z.string(),
  /** Unfinished trials in a row. */
  ends: z.int().min(0),
  /** How often it was lost while photos were indexed ([Note: lost provider]). */
  losses: z.int().min(0).optional(),
});

export type Trial = z.output<typeof trialSchema>;

/** One or two losses may be the computer's sleep or a driver's update; after so many a provider is tried again only when asked. */
const maxLosses = 3;
/** Runs without a loss after which earlier ones are forgotten. */
export const steadyRuns = 2000;

const fileSchema = z.object({ key: z.string(), trials: z.record(z.string(), trialSchema) });

export interface VerdictStore {
  readonly get: (provider: string) => Trial | null;
  /** Writes before it returns: the next line may be the process's last. */
  readonly set: (provider: string, trial: Trial) => void;
  /** The file that `set` would write, for who cannot call it. */
  readonly prepare: (provider: string, trial: Trial) => { readonly path: string; readonly content: string };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // Absent on this system: it adds nothing to the key.
    return '';
  }
}

/** Puts down that a provider was lost while photos were indexed. */
export function noteLoss(store: VerdictStore, provider: string): void {
  const trial = store.get(provider);
  const losses = (trial?.losses ?? 0) + 1;
  const isGivenUp = losses >= maxLosses;
  store.set(provider, {
    outcome: isGivenUp ? 'failed' : (trial?.outcome ?? 'passed'),
    detail: isGivenUp ? `It stopped working ${losses} times while photos were indexed.` : (trial?.detail ?? ''),
    ends: 0,
    losses,
  });
}

/** Puts down that a provider has worked for long. */
export function forgetLosses(store: VerdictStore, provider: string): void {
  const trial = store.get(provider);
  if (trial !== null && (trial.losses ?? 0) > 0) store.set(provider, { ...trial, losses: 0 });
}

/** What identifies graphics processor and driver, as far as it can be told without asking the driver. */
function describeDrivers(): string {
  const parts = [process.platform, process.arch, release(), readText('/proc/driver/nvidia/version')];
  if (process.platform === 'linux') {
    try {
      for (const card of readdirSync('/sys/class/drm').filter((name) => /^card\d+$/.test(name))) {
        const device = join('/sys/class/drm', card, 'device');
        parts.push(readText(join(device, 'vendor')), readText(join(device, 'device')));
      }
    } catch {
      // No graphics subsystem at all.
    }
  }
  return parts.join('\n');
}

/** In the cache folder; deleted, every provider is tried anew. */
export const verdictFileName = 'provider-verdicts.json';

/** Opens the store in `cacheFolder`. `versions`: model hash and onnxruntime version. A store of another key is empty. */
export function openVerdictStore(cacheFolder: string, versions: readonly string[]): VerdictStore {
  const path = join(cacheFolder, verdictFileName);
  const key = createHash('sha256')
    .update([...versions, describeDrivers()].join('\n'))
    .digest('hex');
  const parseTrials = (): Record<string, Trial> => {
    try {
      const content = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      return content.key === key ? content.trials : {};
    } catch {
      // Absent or damaged: every provider is tried anew.
      return {};
    }
  };
  const trials = parseTrials();
  return {
    get: (provider) => trials[provider] ?? null,
    set: (provider, trial) => {
      trials[provider] = trial;
      try {
        mkdirSync(cacheFolder, { recursive: true, mode: 0o700 });
        const temporary = `${path}.${process.pid}.tmp`;
        writeFileSync(temporary, JSON.stringify({ key, trials }), { flush: true, mode: 0o600 });
        renameSync(temporary, path);
      } catch {
        // A folder that cannot be written, or a full drive: it is tried anew at the next start.
      }
    },
    prepare: (provider, trial) => ({
      path,
      content: JSON.stringify({ key, trials: { ...trials, [provider]: trial } }),
    }),
  };
}
