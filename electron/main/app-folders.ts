/** @file Where the app finds what it ships: beside its sources while developing, in Electron's resources folder when packed. */
import { app } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findBundledModel } from '../../src/library/find-bundled-model.ts';

export interface AppFolders {
  /** Holds the bundled models. */
  readonly models: string;
  /** The one in use: model.onnx, manifest.json. */
  readonly model: string;
  readonly atlas: string;
  /** Null when it was left out. */
  readonly sampleLibrary: string | null;
}

/** The window's icon, for Linux; elsewhere the app's own file holds it. */
export function findWindowIcon(): string {
  return app.isPackaged
    ? join(process.resourcesPath, 'icon.png')
    : join(app.getAppPath(), 'build', 'icons', '512x512.png');
}

/** @throws CairnError `model-unusable` when no model was shipped */
export function findAppFolders(): AppFolders {
  const source = app.getAppPath();
  const resources = process.resourcesPath;
  const folders = app.isPackaged
    ? { models: join(resources, 'models'), atlas: join(resources, 'atlas'), sample: join(resources, 'sample-library') }
    : {
        models: join(source, 'src', 'ml', 'models'),
        atlas: join(source, 'src', 'ml', 'atlas', 'bundled'),
        sample: join(source, 'build', 'sample-library', 'photos'),
      };
  return {
    models: folders.models,
    model: findBundledModel(folders.models),
    atlas: folders.atlas,
    sampleLibrary: existsSync(folders.sample) ? folders.sample : null,
  };
}
