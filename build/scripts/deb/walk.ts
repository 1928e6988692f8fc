/**
 * @file `node build/scripts/deb/walk.ts [--suite trixie] [--keep]`: the life of an installed Cairn, on a clean Debian.
 *
 * The app in `dist/` (npm run package) is packed as an old and as a new version. On the smallest Debian the old one is installed with
 * apt, started from its menu entry, given the sample library and a folder of photos, and told a name. Its catalog is brought to an
 * older form; then it is upgraded, removed, purged and installed again, and each time everything that should be there is looked for.
 * Everything is done as an ordinary person with the sandbox on; only apt is root. Screenshots: `artifacts/install/`.
 *
 * Needs root on Debian and Debian's mirror. Where it cannot run it says why and ends with exit code 3.
 */
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { migrations } from '../../../src/db/migrations/index.ts';
import { findLatestVersion } from '../../../src/db/migrate.ts';
import { readPackageJson } from '../builder-config.ts';
import { bringSystemNeeds } from '../runtime/debian-packages.ts';
import { startVirtualDisplay } from '../runtime/display.ts';
import { runTool } from '../runtime/run-tool.ts';
import { debTriers, hasProgram } from '../runtime/system-needs.ts';
import { ageCatalog } from './age-catalog.ts';
import { makeCleanRoot, person, suites, type CleanRoot, type Suite } from './clean-root.ts';
import { createInstalledApp, type InstalledApp } from './installed-app.ts';
import { makeDeb } from './make-deb.ts';
import { hashFolder } from './hash-folder.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const screenshotFolder = join(root, 'artifacts', 'install');
const oldVersion = '0.0.9';
/** Form of the older catalog: before near duplicates, the review, sightings of drives and albums by place. */
const oldForm = 80;
const impossibleCode = 3;
const givenName = 'Our castle in Annecy';
const ownPhotos = [
  'Phone/2024/IMG_3110.jpg',
  'Phone/2024/IMG_3114.jpg',
  'Phone/2023/IMG_2044.HEIC',
  'Home/IMG_0801.jpg',
];
/** As the person sees it, inside the clean root. */
const ownFolder = `${person.home}/Pictures`;
/** Where a package may lay something; after removing it nothing of it is there. */
const leftoverPlaces = ['opt', 'usr/lib/cairn', 'usr/bin/cairn', 'etc/apparmor.d/cairn', 'usr/share/doc/cairn'];

function check(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`Not so: ${what}.`);
  console.log(`ok: ${what}`);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Why the walk cannot be done here; null when it can. */
async function explainImpossible(): Promise<string | null> {
  if (process.platform !== 'linux' || !hasProgram('apt-get')) return 'this is no Debian';
  if (process.getuid?.() !== 0) return 'a clean Debian can be laid by root alone';
  const canMount = await runTool('unshare', ['--mount', 'true']).then(
    () => true,
    () => false,
  );
  return canMount ? null : 'this container may not mount file systems';
}

async function layOwnPhotos(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ownPhotos) {
    await cp(join(root, 'build', 'sample-library', 'photos', name), join(folder, name.replaceAll('/', ' ')));
  }
  for (const path of [folder, ...readdirSync(folder).map((name) => join(folder, name))]) {
    chownSync(path, person.id, person.id);
  }
}

/** Anything of the package, and any menu entry, icon or type of it. */
async function findLeftovers(folder: string): Promise<readonly string[]> {
  const places = leftoverPlaces.flatMap((place) => {
    const path = join(folder, place);
    if (!existsSync(path)) return [];
    return place === 'opt' ? readdirSync(path).map((name) => `opt/${name}`) : [place];
  });
  const shared = await readdir(join(folder, 'usr', 'share'), { recursive: true });
  return [...places, ...shared.filter((path) => /(?:^|\/|\.)cairn/i.test(path))];
}

async function install(clean: CleanRoot, deb: string): Promise<string> {
  const inside = `/tmp/${deb.slice(deb.lastIndexOf('/') + 1)}`;
  await cp(deb, join(clean.folder, inside));
  // What is installed is readable for all: apt reads as a person of its own.
  return await clean.runAsRoot('apt-get', 'install', '-y', '-q', '--no-install-recommends', inside);
}

async function walk(clean: CleanRoot, app: InstalledApp): Promise<void> {
  const home = join(clean.folder, person.home);
  const dataFolder = join(home, '.config', 'Cairn');
  const { version } = readPackageJson();
  const log = (line: string): void => console.error(line);
  const oldDeb = await makeDeb({ version: oldVersion, isFast: true, log });
  const newDeb = await makeDeb({ isFast: true, log });
  await clean.runAsRoot('apt-get', 'update', '-q');
  // What every desktop has and the smallest Debian has not: the program behind a click on a menu entry.
  await clean.runAsRoot(
    'apt-get',
    'install',
    '-y',
    '-q',
    '--no-install-recommends',
    'libglib2.0-bin',
    'desktop-file-utils',
  );
  const pictures = join(clean.folder, ownFolder);
  await layOwnPhotos(pictures);
  const photosBefore = await hashFolder(pictures);

  check(
    (await install(clean, oldDeb)).includes(`Setting up cairn (${oldVersion})`),
    `apt installs Cairn ${oldVersion} and all that it needs`,
  );
  await clean.runAsRoot('desktop-file-validate', '/usr/share/applications/cairn.desktop');
  console.log('ok: its menu entry is valid');
  await app.startFromMenu('1-menu');

  await app.drive(async (window) => {
    await window.chooseSampleLibrary();
    await window.rename(givenName);
    await window.keepScreenshot('2-sample-library');
  });
  await app.drive(
    async (window) => {
      await window.waitUntilIndexed(ownFolder, ownPhotos.length);
      console.log('ok: a folder that is opened with Cairn is added and indexed');
    },
    [ownFolder],
  );
  const before = await app.drive((window) => window.readState());
  check(
    before.albums.length >= 5 && before.albums.some(({ name }) => name === givenName),
    `${before.albums.length} albums, one with the given name`,
  );
  check(
    (await app.runCommand('albums')).includes(givenName),
    'the command line of the package lists the same albums without a display',
  );

  ageCatalog(dataFolder, oldForm);
  chownSync(join(dataFolder, 'catalog.sqlite'), person.id, person.id);
  console.log(
    `ok: the catalog has the form ${oldForm} now; that of Cairn ${version} is ${findLatestVersion(migrations)}`,
  );
  const upgrade = await install(clean, newDeb);
  check(upgrade.includes(`Unpacking cairn (${version}) over (${oldVersion})`), `apt upgrades it to ${version}`);
  const upgraded = await app.drive(async (window) => {
    const state = await window.readState();
    await window.keepScreenshot('3-upgraded');
    return state;
  });
  check(isSame(upgraded, before), 'after the upgrade: the same photos, albums and decisions');

  const removeWith = async (word: 'remove' | 'purge'): Promise<void> => {
    const dataBefore = await hashFolder(dataFolder);
    await clean.runAsRoot('apt-get', word, '-y', '-q', 'cairn');
    const left = await findLeftovers(clean.folder);
    check(left.length === 0, `after apt ${word} nothing of the package is left (${left.length} files)`);
    check(
      isSame(await hashFolder(pictures), photosBefore),
      'the photos are as they were, and nothing was written beside them',
    );
    check(isSame(await hashFolder(dataFolder), dataBefore), 'so are catalog, decisions and thumbnails');
  };
  await removeWith('remove');
  await install(clean, newDeb);
  const again = await app.drive(async (window) => {
    const state = await window.readState();
    await window.openNamedAlbum(givenName);
    await window.keepScreenshot('4-installed-again');
    return state;
  });
  check(isSame(again, before), 'installed again: everything is still there');
  await removeWith('purge');
}

async function run(suite: Suite, isKept: boolean): Promise<void> {
  await bringSystemNeeds(debTriers, (line) => console.error(line));
  await rm(screenshotFolder, { recursive: true, force: true });
  await mkdir(screenshotFolder, { recursive: true });
  const work = await mkdtemp(join(tmpdir(), 'cairn-walk-'));
  const display = await startVirtualDisplay(work);
  try {
    const clean = await makeCleanRoot(join(work, 'root'), suite, (line) => console.error(line));
    const keep = (name: string, png: Buffer): Promise<void> => writeFile(join(screenshotFolder, `${name}.png`), png);
    await walk(clean, createInstalledApp({ clean, display: display.name, screenFolder: work, keep }));
  } finally {
    await display.stop();
    if (!isKept) await rm(work, { recursive: true, force: true });
    else console.log(`The clean Debian is kept in ${work}`);
  }
}

const { values } = parseArgs({
  options: { suite: { type: 'string', default: 'bookworm' }, keep: { type: 'boolean', default: false } },
});
const suite = suites.find((candidate) => candidate === values.suite);
const impossible = await explainImpossible();
if (impossible !== null) {
  console.log(`The walk through an installed Cairn is left out: ${impossible}.`);
  process.exitCode = impossibleCode;
} else if (suite === undefined) {
  console.error(`There is no Debian "${values.suite}" here; choose one of ${suites.join(', ')}.`);
  process.exitCode = 2;
} else {
  await run(suite, values.keep).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
