/** @file Which Debian packages the packed app needs: what its binaries link, as dpkg-shlibdeps finds it, and what they load later. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runTool } from '../runtime/run-tool.ts';

/**
 * Not linked, and needed all the same: what Chromium loads by name at the start and ends without (seen on the smallest Debian), and
 * the programs that open folders in the desktop's own file manager.
 */
const loadedPackages = ['libx11-xcb1', 'xdg-utils'];

/** Loaded when they are there; without them notifications and the desktop's key store are missing and nothing else. */
export const recommendedPackages: readonly string[] = ['libnotify4', 'libsecret-1-0', 'libgl1'];

/**
 * Value of the Depends field. `binaries` are absolute paths of programs and libraries; what they need from each other is looked for
 * beside them. The libraries that they link must be installed here.
 */
export async function findDependencies(binaries: readonly string[]): Promise<string> {
  // dpkg-shlibdeps works in a source package: the smallest one that it takes.
  const work = await mkdtemp(join(tmpdir(), 'cairn-shlibdeps-'));
  try {
    await mkdir(join(work, 'debian'));
    await writeFile(join(work, 'debian', 'control'), 'Source: cairn\n\nPackage: cairn\nArchitecture: any\n');
    const privateFolders = [...new Set(binaries.map((path) => dirname(path)))].map((folder) => `-l${folder}`);
    const output = await runTool(
      'dpkg-shlibdeps',
      ['-O', '--ignore-missing-info', '--warnings=0', ...privateFolders, ...binaries.map((path) => `-e${path}`)],
      { cwd: work, env: { ...process.env, LC_ALL: 'C' } },
    );
    const linked = /^shlibs:Depends=(.*)$/m.exec(output)?.[1] ?? '';
    if (linked === '') throw new Error('dpkg-shlibdeps found no library that Cairn needs.');
    return [...linked.split(', '), ...loadedPackages].sort().join(', ');
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
