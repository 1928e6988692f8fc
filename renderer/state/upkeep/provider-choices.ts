/** @file Which processors a person can choose here, and whether their choice had to give way. */
import type { Preferences } from '../../../src/api/preferences.ts';
import type { EmbedderView } from '../../../src/api/views.ts';

type Provider = Preferences['provider'];
const graphics: readonly Provider[] = ['cuda', 'dml', 'coreml', 'webgpu'];

/** Automatic, each graphics processor that is there (and the one that was chosen, in any case), the processor. */
export function listProviderChoices({ verdicts }: EmbedderView, chosen: Provider): readonly Provider[] {
  const isThere = (provider: Provider): boolean =>
    provider === chosen ||
    verdicts.some((verdict) => verdict.provider === provider && verdict.verdict !== 'unavailable');
  return ['auto', ...graphics.filter(isThere), 'cpu'];
}

/** The chosen graphics processor, when something else is in use because it did not do; null otherwise. */
export function findFallback({ state, provider, verdicts }: EmbedderView, chosen: Provider): Provider | null {
  if (chosen === 'auto' || state !== 'ready' || provider === null || provider === chosen) return null;
  const verdict = verdicts.find((candidate) => candidate.provider === chosen)?.verdict;
  return verdict === 'failed' || verdict === 'unavailable' ? chosen : null;
}
