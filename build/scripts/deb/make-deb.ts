/**
 * @file Makes a Debian package of the app in `dist/` with Debian's own tools: dpkg-shlibdeps says what it needs, dpkg-deb packs it.
 *
 * `node build/scripts/deb/make-deb.ts [--version 0.0.9] [--fast]` for a package of another version, or a quickly compressed one.
 *
 * Everything lies where Debian puts it: the app in /usr/lib/cairn, the command in /usr/bin, menu entry, icons, file type, metadata,
 * manual page and licences in /usr/share. Nothing outside of these, and nothing in anybody's home.
 */
import { createHash } from 'node:crypto';
import { chmod, copyFile, cp, link, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { readBuilderConfig, readPackageJson } from '../builder-config.ts';
import { findPackedApp, type PackedApp } from '../packed/find-packed-app.ts';
import { nativeHeadBytes, readNativeKind } from '../packed/native-kind.ts';
import { listPackedFiles } from '../packed/list-files.ts';
import { bringSystemNeeds } from '../runtime/debian-packages.ts';
import { runTool } from '../runtime/run-tool.ts';
import { debProducers } from '../runtime/system-needs.ts';
import { findDependencies, recommendedPackages } from './dependencies.ts';
import { buildDesktopEntry, buildMimeType } from './desktop-files.ts';
import { buildChangelog, buildControl, buildCopyright, buildLintianOverrides } from './package-texts.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const linuxFolder = join(root, 'build', 'linux');
const iconFolder = join(root, 'build', 'icons');
/** Where the app lies once installed. */
const appFolder = 'usr/lib/cairn';
const debianArchs: Readonly<Partial<Record<NodeJS.Architecture, string>>> = { x64: 'amd64', arm64: 'arm64' };
/** Set-user-id root, as Chromium's own packages have it: the sandbox where a person may not make user namespaces. */
const sandboxMode = 0o4755;

export interface DebOptions {
  /** That of package.json otherwise. */
  readonly version?: string | undefined;
  /** Compresses little: for trying out, not for handing out. */
  readonly isFast?: boolean;
  readonly log: (line: string) => void;
}

/** Packs the app that lies unpacked in `dist/`. Resolves with the path of the `.deb`. */
export async function makeDeb(options: DebOptions): Promise<string> {
  const arch = debianArchs[process.arch];
  if (process.platform !== 'linux' || arch === undefined) throw new Error('A deb is made on Linux, for its processor.');
  await bringSystemNeeds(debProducers, options.log);
  const app = findPackedApp();
  const version = options.version ?? readPackageJson().version;
  // In the same folder as the app: its files are linked, not copied.
  const tree = await mkdtemp(join(root, 'dist', '.deb-'));
  try {
    await chmod(tree, 0o755);
    await layFiles(app, tree, version);
    const binaries = await listBinaries(app.folder);
    const installedKiB = await measureKiB(tree);
    const depends = await findDependencies(binaries);
    await layControl(tree, buildControl({ version, arch, installedKiB, depends, recommends: recommendedPackages }));
    const deb = join(root, 'dist', `cairn_${version}_${arch}.deb`);
    // Measured in docs/packaging.md.
    const compression = options.isFast === true ? ['-Zzstd', '-z3'] : ['-Zxz', '-z6'];
    await runTool('dpkg-deb', ['--root-owner-group', ...compression, '--build', tree, deb]);
    return deb;
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
}

async function layFiles(app: PackedApp, tree: string, version: string): Promise<void> {
  const config = readBuilderConfig();
  const put = async (path: string, content: string | Buffer, mode = 0o644): Promise<void> => {
    await mkdir(join(tree, path, '..'), { recursive: true });
    await writeFile(join(tree, path), content);
    await chmod(join(tree, path), mode);
  };
  await linkTree(app.folder, join(tree, appFolder));
  await put(`${appFolder}/apparmor-profile`, await readFile(join(linuxFolder, 'apparmor-profile')));
  await put('usr/bin/cairn', await readFile(join(linuxFolder, 'cairn')), 0o755);
  await put('usr/share/applications/cairn.desktop', buildDesktopEntry(config));
  await put('usr/share/mime/packages/cairn.xml', buildMimeType(config));
  const metadata = `${config.appId}.metainfo.xml`;
  await put(`usr/share/metainfo/${metadata}`, await readFile(join(linuxFolder, metadata)));
  await put('usr/share/man/man1/cairn.1.gz', compress(await readFile(join(linuxFolder, 'cairn.1'))));
  await put('usr/share/doc/cairn/copyright', buildCopyright(await readFile(join(root, 'THIRD_PARTY.md'), 'utf8')));
  await put('usr/share/doc/cairn/changelog.gz', compress(buildChangelog(version, await findDate())));
  await put('usr/share/lintian/overrides/cairn', buildLintianOverrides());
  for (const name of await readdir(iconFolder)) {
    const size = /^(\d+x\d+)\.png$/.exec(name)?.[1] ?? (name === 'icon.svg' ? 'scalable' : null);
    if (size === null) continue;
    const extension = name.slice(name.lastIndexOf('.'));
    await put(`usr/share/icons/hicolor/${size}/apps/cairn${extension}`, await readFile(join(iconFolder, name)));
  }
}

/** Files are linked, with the modes that Debian wants; those whose mode changes are copied, so that the app's own stay as they are. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      await linkTree(source, target);
      continue;
    }
    if (!entry.isFile()) {
      await cp(source, target, { verbatimSymlinks: true });
      continue;
    }
    const { mode } = await stat(source);
    const wanted = entry.name === 'chrome-sandbox' ? sandboxMode : await findMode(source, mode);
    if ((mode & 0o7777) === wanted) await link(source, target);
    else {
      await copyFile(source, target);
      await chmod(target, wanted);
    }
  }
}

/** Programs may be run; libraries and everything else need not. */
async function findMode(path: string, mode: number): Promise<number> {
  return (mode & 0o111) !== 0 && !/\.(?:so(?:\.\d+)*|node)$/.test(path) && (await isProgram(path)) ? 0o755 : 0o644;
}

async function isProgram(path: string): Promise<boolean> {
  const head = (await readFile(path)).subarray(0, nativeHeadBytes);
  return readNativeKind(head) !== null || head.toString('latin1', 0, 2) === '#!';
}

async function listBinaries(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { path, readHead } of await listPackedFiles(folder)) {
    if (/\.asar(?:\/|$)/.test(path)) continue;
    if (readNativeKind(await readHead(nativeHeadBytes)) !== null) found.push(join(folder, path));
  }
  return found;
}

async function layControl(tree: string, control: string): Promise<void> {
  const sums: string[] = [];
  for (const path of await listFiles(tree)) {
    const sum = createHash('md5')
      .update(await readFile(path))
      .digest('hex');
    sums.push(`${sum}  ${relative(tree, path)}\n`);
  }
  await mkdir(join(tree, 'DEBIAN'));
  await writeFile(join(tree, 'DEBIAN', 'control'), control);
  await writeFile(join(tree, 'DEBIAN', 'md5sums'), sums.sort().join(''));
  for (const script of ['postinst', 'prerm']) {
    await copyFile(join(linuxFolder, script), join(tree, 'DEBIAN', script));
    await chmod(join(tree, 'DEBIAN', script), 0o755);
  }
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** As dpkg-gencontrol counts: each file in whole KiB, one for everything else. */
async function measureKiB(tree: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(tree, { recursive: true, withFileTypes: true })) {
    total += entry.isFile() ? Math.ceil((await stat(join(entry.parentPath, entry.name))).size / 1024) : 1;
  }
  return total;
}

/** Without a time in it: the same content gives the same file. */
function compress(content: string | Buffer): Buffer {
  return gzipSync(content, { level: 9 });
}

/** When the package's content was decided on: SOURCE_DATE_EPOCH where it is given, else the last commit, else now. */
async function findDate(): Promise<Date> {
  const given = Number(process.env['SOURCE_DATE_EPOCH'] ?? Number.NaN);
  if (Number.isFinite(given)) return new Date(given * 1000);
  const commit = await runTool('git', ['log', '-1', '--format=%ct'], { cwd: root }).catch(() => '');
  return commit.trim() === '' ? new Date() : new Date(Number(commit) * 1000);
}

if (import.meta.main) {
  try {
    const { values } = parseArgs({
      options: { version: { type: 'string' }, fast: { type: 'boolean', default: false } },
    });
    console.log(await makeDeb({ version: values.version, isFast: values.fast, log: (line) => console.error(line) }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
