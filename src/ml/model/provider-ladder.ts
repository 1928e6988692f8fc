/** @file Which providers are worth a try on this platform, best first (onnxruntime-node does not fall back by itself). */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ProviderName } from './session.ts';

const ladders: Readonly<Partial<Record<NodeJS.Platform, readonly ProviderName[]>>> = {
  win32: ['dml', 'webgpu', 'cpu'],
  darwin: ['coreml', 'webgpu', 'cpu'],
  linux: ['cuda', 'webgpu', 'cpu'],
};

/** Providers to try, best first; the last one is always the processor. */
export function listProviders(platform: NodeJS.Platform = process.platform): readonly ProviderName[] {
  return ladders[platform] ?? ['cpu'];
}

function hasDevice(folder: string, pattern: RegExp): boolean {
  try {
    return readdirSync(folder).some((name) => pattern.test(name));
  } catch {
    // No such folder: no such device.
    return false;
  }
}

/** Folder of onnxruntime-node's shared libraries for this platform. */
function findLibraryFolder(): string {
  const packageFile = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  return join(dirname(packageFile), 'bin', 'napi-v6', process.platform, process.arch);
}

/**
 * Says why trying a provider would be pointless, in plain words; null when it is worth a try. On Linux a driver that is not
 * there makes noise at best and takes the process along at worst.
 */
export function explainUnavailable(provider: ProviderName): string | null {
  if (process.platform !== 'linux' || provider === 'cpu') return null;
  if (provider === 'cuda') {
    return existsSync(join(findLibraryFolder(), 'libonnxruntime_providers_cuda.so'))
      ? null
      : 'The libraries for CUDA are not installed.';
  }
  // A person or a test that names a Vulkan driver means it.
  const isNamed = (process.env['VK_ICD_FILENAMES'] ?? process.env['VK_DRIVER_FILES'] ?? '') !== '';
  const hasGpu = isNamed || hasDevice('/dev/dri', /^renderD/) || hasDevice('/dev', /^nvidia\d/);
  return hasGpu ? null : 'This computer shows no graphics processor.';
}
