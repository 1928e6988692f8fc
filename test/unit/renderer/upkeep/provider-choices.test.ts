import { expect, test } from 'vitest';
import { findFallback, listProviderChoices } from '../../../../renderer/state/upkeep/provider-choices.ts';
import type { EmbedderView, ProviderVerdict } from '../../../../src/api/views.ts';

const verdict = (provider: string, result: ProviderVerdict['verdict']): ProviderVerdict => ({
  provider,
  verdict: result,
  detail: '',
});
const embedder = (provider: string | null, ...verdicts: ProviderVerdict[]): EmbedderView => ({
  state: 'ready',
  provider,
  verdicts,
  lost: null,
  model: 'm',
  modelHash: 'h',
  atlas: null,
  atlasLandmarks: 0,
  problem: null,
});

test('offers what is on this computer, and what was chosen in any case', () => {
  const view = embedder(
    'webgpu',
    verdict('cuda', 'unavailable'),
    verdict('webgpu', 'passed'),
    verdict('cpu', 'untried'),
  );
  expect(listProviderChoices(view, 'auto')).toEqual(['auto', 'webgpu', 'cpu']);
  expect(listProviderChoices(view, 'cuda')).toEqual(['auto', 'cuda', 'webgpu', 'cpu']);
});

test('says which choice had to give way', () => {
  const failed = embedder('cpu', verdict('webgpu', 'failed'), verdict('cpu', 'passed'));
  expect(findFallback(failed, 'webgpu')).toBe('webgpu');
  expect(findFallback(failed, 'auto')).toBeNull();
  expect(findFallback(embedder('webgpu', verdict('webgpu', 'passed')), 'webgpu')).toBeNull();
  // Nothing is known while it starts.
  expect(findFallback({ ...failed, state: 'restarting' }, 'webgpu')).toBeNull();
});
