/**
 * @file The app with the sample library in it, indexed. Indexing takes a minute or more, so it is done once a run, in the window as a
 * person would; every test file gets a copy of that data folder.
 */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { askMain, waitUntilIdle } from './ask-main.ts';
import { launchApp, projectFolder, type LaunchOptions, type RunningApp } from './launch-app.ts';

/** The photos themselves. Only read: a test that changes photos copies them first. */
export const samplePhotosFolder = join(projectFolder, 'build', 'sample-library', 'photos');

/** A fresh copy of the indexed data folder; `close` removes it. */
export async function launchSampleApp(
  options: Omit<LaunchOptions, 'profile' | 'removesProfile'> = {},
): Promise<RunningApp> {
  const indexed = await indexOnce();
  const profile = await mkdtemp(join(tmpdir(), 'cairn-e2e-'));
  await cp(indexed, profile, { recursive: true });
  const app = await launchApp({ ...options, profile, removesProfile: true });
  await app.page.getByRole('navigation').waitFor();
  await waitUntilIdle(app);
  return app;
}

async function indexOnce(): Promise<string> {
  const indexed = join(inject('sharedFolder'), 'indexed');
  if (existsSync(indexed)) return indexed;
  const profile = await mkdtemp(join(inject('sharedFolder'), 'indexing-'));
  const app = await launchApp({ profile });
  try {
    await app.page.getByRole('button', { name: 'Try the sample library' }).click();
    await app.page.getByRole('gridcell').first().waitFor({ timeout: 300_000 });
    await waitUntilIdle(app);
    const { photos } = await askMain(app, 'library.overview', {});
    if (photos < 100) throw new Error(`Only ${String(photos)} photos of the sample library were indexed.`);
  } finally {
    await app.close();
  }
  // What half a run left is not taken for the whole.
  await rename(profile, indexed);
  return indexed;
}
