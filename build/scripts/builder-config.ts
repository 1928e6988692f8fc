/** @file What build/electron-builder.yml says, for what is packed without electron-builder. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
/** electron-builder's own YAML parser: what it reads and what we read are the same. */
const requireFromBuilder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'));

/** Parses YAML. @throws Error with the line when it is none */
export function parseYaml(text: string): unknown {
  const { load } = requireFromBuilder('js-yaml') as { readonly load: (text: string) => unknown };
  return load(text);
}

/** The parts of the configuration that we read; all of it is electron-builder's. */
export interface BuilderConfig {
  readonly appId: string;
  readonly publish: unknown;
  readonly electronLanguages: readonly string[];
  readonly files: readonly string[];
  readonly fileAssociations: readonly { readonly ext: string; readonly name: string; readonly mimeType: string }[];
  readonly linux: {
    readonly target: readonly BuilderTarget[];
    readonly synopsis: string;
    readonly maintainer: string;
    readonly mimeTypes: readonly string[];
    readonly desktop: { readonly entry: Readonly<Record<string, string>> };
  };
  readonly mac: { readonly target: readonly BuilderTarget[]; readonly icon: string };
  readonly win: { readonly target: readonly BuilderTarget[]; readonly icon: string };
  readonly nsis: { readonly deleteAppDataOnUninstall: boolean; readonly buildUniversalInstaller: boolean };
}

interface BuilderTarget {
  readonly target: string;
  readonly arch: readonly string[];
}

/** build/electron-builder.yml. */
export function readBuilderConfig(): BuilderConfig {
  return parseYaml(readFileSync(join(root, 'build', 'electron-builder.yml'), 'utf8')) as BuilderConfig;
}

/** Name, version and description of the app. */
export function readPackageJson(): { readonly name: string; readonly version: string; readonly description: string } {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as ReturnType<typeof readPackageJson>;
}
