/** @file Where the command line finds what belongs to it: beside its sources here; in the installed app electron/ says. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchEmbedderWithNode } from '../library/embedder-node-channel.ts';
import type { LaunchEmbedder } from '../ml/embedder-messages.ts';

export interface CommandHome {
  readonly version: string;
  /** Holds the bundled models. */
  readonly modelsFolder: string;
  readonly atlasFolder: string;
  /** Null when it was left out. */
  readonly sampleLibraryFolder: string | null;
  readonly scanWorkerEntry: URL;
  readonly copyWorkerEntry: URL;
  /** `onErrorLine` gets what the embedder writes to its standard error. */
  readonly createLauncher: (onErrorLine: (line: string) => void) => LaunchEmbedder;
}

/** The home of the command line that runs from its sources, on plain Node.js. */
export function findSourceHome(): CommandHome {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  const sampleFolder = fileURLToPath(new URL('../../build/sample-library/photos', import.meta.url));
  return {
    version,
    modelsFolder: fileURLToPath(new URL('../ml/models', import.meta.url)),
    atlasFolder: fileURLToPath(new URL('../ml/atlas/bundled', import.meta.url)),
    sampleLibraryFolder: existsSync(sampleFolder) ? sampleFolder : null,
    scanWorkerEntry: new URL('../library/scan/scan-worker.ts', import.meta.url),
    copyWorkerEntry: new URL('../library/backup/copy-worker.ts', import.meta.url),
    createLauncher: (onErrorLine) =>
      launchEmbedderWithNode(new URL('../ml/embedder.ts', import.meta.url), { onErrorLine }),
  };
}
