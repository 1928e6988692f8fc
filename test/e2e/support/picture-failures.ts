/** @file A picture of the window is kept of each test that fails: artifacts/screenshots/failed. */
import { afterEach } from 'vitest';
import type { RunningApp } from './launch-app.ts';

/** For all tests of the file that calls it. */
export function pictureFailures(getApp: () => RunningApp): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await getApp().screenshot(`failed/${task.name.replaceAll(/[^\w-]+/gu, '-').slice(0, 80)}`);
  });
}
