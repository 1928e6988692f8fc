/** @file A folder that all end-to-end files of one run share: what takes long to make lies in it, made by the first that needs it. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { removeFolder } from '../../../build/scripts/runtime/remove-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly sharedFolder: string;
  }
}

let folder = '';

/** Of Vitest: before the first file. */
export async function setup({ provide }: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'cairn-e2e-shared-'));
  provide('sharedFolder', folder);
}

/** Of Vitest: after the last file. */
export async function teardown(): Promise<void> {
  await removeFolder(folder);
}
