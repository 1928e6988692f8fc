/**
 * @file `npm run bench:albums -- INDEX.csv`: a labelled folder goes through the real `cairn scan`, and its albums are judged.
 *
 * INDEX.csv has the columns path and landmark (empty: shows none), maybe split. Copies of the photos get neutral names in folders that
 * say nothing, outside the project; `--work FOLDER` keeps them and the catalogs for a look.
 *
 *     --split NAME        photos of this split (default: validation); `all`: all of them
 *     --mode MODE         none, half, all, or every (default)
 *     --gps               copies know where they were taken (coordinates of src/ml/atlas, with 60 m of noise); without it: none does
 *     --others            the other landmarks of the bundled atlas stay, to be confused with; without it: its non-landmarks alone
 *     --simulate          and a person makes the library of mode none right: how many decisions that takes
 *     --json              JSON alone on standard output
 *
 * What the atlas knows in each mode (never the labelled landmarks of the bundled one):
 *   none: none of the landmarks.
 *   half: 5 photos of each of half of the landmarks were scanned before the others, and confirmed in albums with a name: the person's own atlas.
 *   all: a pack was built of 5 photos of each landmark (`cairn atlas build`), which are not in the library.
 * The photos that are references (75 of 150 in mode half, all in mode all) are not judged: they are right by themselves.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { findSourceHome } from '../../src/cli/command-home.ts';
import { createContext } from '../../src/cli/context.ts';
import { readLabelledPhotos, type LabelledPhoto } from '../../src/library/evaluation/labelled-photos.ts';
import { openLibrary } from '../../src/library/library.ts';
import { loadLandmarkFacts } from '../../src/ml/atlas/load-facts.ts';
import { copyNeutrally, hash, shuffle } from './album-bench/labelled-folder.ts';
import { albumsSchema, identificationsSchema, judgeMode, type ModeFigures } from './album-bench/judge-modes.ts';
import type { PhotoPlace } from './album-bench/exif-place.ts';
import { seatPerson } from './album-bench/person-at-library.ts';
import { reducedName, reduceAtlas } from './album-bench/reduce-atlas.ts';
import { runCairn } from './album-bench/run-cairn.ts';
import { simulatePerson, type PersonReport } from './album-bench/simulated-person.ts';

/** Photos of a landmark that its references are. */
const referencePhotos = 5;
/** Standard deviation of a position, metres. */
const gpsNoise = 60;
const metresPerDegree = 111_320;
/** Photos a call of `cairn identify`. */
const identifyChunk = 250;
const modes = ['none', 'half', 'all'] as const;
type Mode = (typeof modes)[number];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    split: { type: 'string', default: 'validation' },
    mode: { type: 'string', default: 'every' },
    gps: { type: 'boolean', default: false },
    others: { type: 'boolean', default: false },
    simulate: { type: 'boolean', default: false },
    work: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const [table] = positionals;
const wanted = modes.filter((mode) => options.mode === 'every' || options.mode === mode);
if (table === undefined || wanted.length === 0) {
  console.error(
    'Usage: npm run bench:albums -- INDEX.csv [--split NAME|all] [--mode none|half|all|every] [--gps] [--others] [--simulate] [--work FOLDER] [--json]',
  );
  process.exit(2);
}

const photos = shuffle(await readLabelledPhotos(table, options.split === 'all' ? null : options.split));
const landmarks = [...new Set(photos.flatMap(({ landmark }) => landmark ?? []))].sort((a, b) =>
  hash(a) < hash(b) ? -1 : 1,
);
const idOf = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(new URL('../../src/ml/atlas/training-folders.json', import.meta.url), 'utf8')));
const facts = new Map((await loadLandmarkFacts()).map((landmark) => [landmark.id, landmark]));
const work = options.work === undefined ? mkdtempSync(join(tmpdir(), 'cairn-albums-')) : resolve(options.work);

/** 5 photos of each landmark that has more, the first of the shuffled ones. */
const references = new Map(
  landmarks.map((landmark) => {
    const own = photos.filter((photo) => photo.landmark === landmark);
    return [landmark, own.length > referencePhotos ? own.slice(0, referencePhotos) : []] as const;
  }),
);
/** As many as half of all landmarks, of those that have references. */
const half = new Set(
  landmarks
    .filter((landmark) => (references.get(landmark)?.length ?? 0) > 0)
    .slice(0, Math.round(landmarks.length / 2)),
);

/** A number in [0, 1) that follows from the text. */
const draw = (text: string): number => Number.parseInt(hash(text).slice(0, 12), 16) / 16 ** 12;
const scatter = (place: PhotoPlace, seed: string, metres: number): PhotoPlace => {
  // Box and Muller: two normal numbers of two even ones.
  const radius = Math.sqrt(-2 * Math.log(1 - draw(`${seed} radius`))) * metres;
  const angle = 2 * Math.PI * draw(`${seed} angle`);
  return {
    latitude: place.latitude + (radius * Math.sin(angle)) / metresPerDegree,
    longitude:
      place.longitude + (radius * Math.cos(angle)) / (metresPerDegree * Math.cos((place.latitude * Math.PI) / 180)),
  };
};
/** Where a photo was taken: at its landmark, or, when it shows none, within some kilometres of one. */
const findPlace = ({ path, landmark }: LabelledPhoto): PhotoPlace | null => {
  if (!options.gps) return null;
  const label = landmark ?? landmarks[Math.floor(draw(`${path} near`) * landmarks.length)] ?? '';
  const known = facts.get(idOf[label] ?? label);
  if (known === undefined || known.latitude === null || known.longitude === null) return null;
  const place = { latitude: known.latitude, longitude: known.longitude };
  return scatter(place, path, landmark === null ? 3000 : gpsNoise);
};

const isReference = (photo: LabelledPhoto, of: ReadonlySet<string>): boolean =>
  photo.landmark !== null && of.has(photo.landmark) && references.get(photo.landmark)?.includes(photo) === true;
/** A landmark with too few photos is known in no mode. */
const withReferences = new Set(landmarks.filter((landmark) => (references.get(landmark)?.length ?? 0) > 0));
rmSync(join(work, 'photos'), { recursive: true, force: true });
const copies = new Map<string, string>();
for (const [folder, part] of [
  ['a', photos.filter((photo) => isReference(photo, half))],
  ['b', photos.filter((photo) => isReference(photo, withReferences) && !isReference(photo, half))],
  ['c', photos.filter((photo) => !isReference(photo, withReferences))],
] as const) {
  const target = join(work, 'photos', folder);
  for (const [path, copy] of copyNeutrally({ target, photos: part, findPlace })) copies.set(path, copy);
}
const folderOf = (name: string): string => join(work, 'photos', name);
const listCopies = (of: readonly LabelledPhoto[]): string[] => of.flatMap(({ path }) => copies.get(path) ?? []);

const say = (line: string): void => console.error(line);
const makeContext = (catalog: string) =>
  createContext({ catalog, json: true, provider: 'cpu' }, process.env, new AbortController().signal, findSourceHome());

/** An empty catalog that uses the bundled atlas without the labelled landmarks. */
async function makeCatalog(name: string): Promise<string> {
  const catalog = join(work, `catalog-${name}`);
  rmSync(catalog, { recursive: true, force: true });
  mkdirSync(catalog, { recursive: true });
  const { library } = makeContext(catalog);
  const pack = join(work, 'other-landmarks.cairn-atlas');
  await reduceAtlas({
    atlasFolder: library.atlasFolder ?? '',
    modelFolder: library.modelFolder,
    without: options.others ? new Set(landmarks.map((landmark) => idOf[landmark] ?? landmark)) : null,
    file: pack,
  });
  await runCairn(['atlas', 'import', pack, '--catalog', catalog]);
  await runCairn(['atlas', 'use', reducedName, '--catalog', catalog]);
  return catalog;
}

async function scan(catalog: string, folders: readonly string[]): Promise<void> {
  await runCairn(['scan', ...folders.map(folderOf), '--catalog', catalog, '--provider', 'cpu']);
}

/** Confirms the references of half of the landmarks, each in an album of its name. */
async function confirmHalf(catalog: string): Promise<void> {
  const library = openLibrary(makeContext(catalog).library);
  try {
    for (const landmark of half) {
      const photoIds = listCopies(references.get(landmark) ?? []).flatMap(
        (copy) => library.findPhotoByPath(copy) ?? [],
      );
      library.decisions.split(null, photoIds, landmark);
    }
  } finally {
    await library.close();
  }
}

/** Builds a pack of the references of all landmarks and uses it beside the others. */
async function usePackOfAll(catalog: string): Promise<void> {
  const lines = ['path,landmark'];
  for (const [landmark, own] of references) for (const copy of listCopies(own)) lines.push(`${copy},${landmark}`);
  const list = join(work, 'references.csv');
  writeFileSync(list, `${lines.join('\n')}\n`);
  const pack = join(work, 'references.cairn-atlas');
  rmSync(pack, { force: true });
  await runCairn(['atlas', 'build', list, '--out', pack, '--name', 'References', '--catalog', catalog]);
  await runCairn(['atlas', 'import', pack, '--catalog', catalog]);
}

/** Looks photos up as `cairn identify` does. */
async function identify(catalog: string, paths: readonly string[]): Promise<z.output<typeof identificationsSchema>> {
  const all: z.output<typeof identificationsSchema> = [];
  for (let start = 0; start < paths.length; start += identifyChunk) {
    const chunk = paths.slice(start, start + identifyChunk);
    all.push(
      ...identificationsSchema.parse(await runCairn(['identify', ...chunk, '--catalog', catalog, '--provider', 'cpu'])),
    );
  }
  return all;
}

/** Names that a label may have in an album: its own, and what the facts call it. */
const labelOfName = new Map(
  landmarks.flatMap((label): (readonly [string, string])[] => {
    const known = facts.get(idOf[label] ?? label);
    return [[label, label], ...(known === undefined ? [] : [[known.name, label] as const])];
  }),
);

async function judge(mode: Mode, catalog: string): Promise<ModeFigures> {
  const known = mode === 'none' ? new Set<string>() : mode === 'half' ? half : withReferences;
  const judged = photos.filter((photo) => !isReference(photo, known));
  const albums = albumsSchema.parse(await runCairn(['albums', '--catalog', catalog]));
  return judgeMode({
    photos: judged.map((photo) => ({ path: copies.get(photo.path) ?? '', landmark: photo.landmark })),
    albums,
    identifications: mode === 'none' ? null : await identify(catalog, listCopies(judged)),
    known,
    readName: (name) => labelOfName.get(name) ?? null,
    isNamed: ({ name, landmarkId }) => landmarkId !== null || labelOfName.has(name),
  });
}

async function simulate(
  catalog: string,
): Promise<PersonReport & { readonly perPhoto: number; readonly perLandmarkPhoto: number }> {
  const copy = join(work, 'catalog-person');
  rmSync(copy, { recursive: true, force: true });
  cpSync(catalog, copy, { recursive: true });
  const library = openLibrary(makeContext(copy).library);
  try {
    const labels = new Map(
      photos.flatMap((photo) => {
        const photoId = library.findPhotoByPath(copies.get(photo.path) ?? '');
        return photoId === null ? [] : [[photoId, photo.landmark] as const];
      }),
    );
    const report = await simulatePerson(seatPerson(library), labels);
    const ofLandmarks = [...labels.values()].filter((label) => label !== null).length;
    return { ...report, perPhoto: report.decisions / labels.size, perLandmarkPhoto: report.decisions / ofLandmarks };
  } finally {
    await library.close();
  }
}

const results: Partial<Record<Mode, ModeFigures>> = {};
let person: Awaited<ReturnType<typeof simulate>> | null = null;
try {
  for (const mode of wanted) {
    say(`mode ${mode}: scanning ...`);
    const catalog = await makeCatalog(mode);
    if (mode === 'none') await scan(catalog, ['a', 'b', 'c']);
    else if (mode === 'half') {
      await scan(catalog, ['a']);
      await confirmHalf(catalog);
      await scan(catalog, ['a', 'b', 'c']);
    } else {
      await usePackOfAll(catalog);
      await scan(catalog, ['c']);
    }
    say(`mode ${mode}: judging ...`);
    results[mode] = await judge(mode, catalog);
    if (mode === 'none' && options.simulate) {
      say('a person makes it right ...');
      person = await simulate(catalog);
    }
  }
} finally {
  if (options.work === undefined) rmSync(work, { recursive: true, force: true });
}

if (options.json)
  console.log(
    JSON.stringify(
      {
        table: resolve(table),
        from: dirname(resolve(table)),
        gps: options.gps,
        others: options.others,
        results,
        person,
      },
      null,
      2,
    ),
  );
else {
  const show = (value: number | null, digits = 3): string => (value === null ? '' : value.toFixed(digits));
  console.log(
    '| atlas knows | photos | purity | recall | B-cubed F1 | leak | found | albums per found | named of known | name accuracy | GAP |\n|---|---|---|---|---|---|---|---|---|---|---|',
  );
  for (const mode of wanted) {
    const figures = results[mode];
    if (figures === undefined) continue;
    const { purity, recall, f1, leak, found, albumsPerFound, namedOfKnown, nameAccuracy, gap } = figures;
    console.log(
      `| ${mode} | ${figures.photos} | ${show(purity)} | ${show(recall)} | ${show(f1)} | ${show(leak, 4)} | ${show(found)} | ${show(albumsPerFound, 2)} | ${show(namedOfKnown)} | ${show(nameAccuracy)} | ${show(gap)} |`,
    );
  }
  if (person !== null) {
    const kinds = Object.entries(person.byKind).map(([kind, count]) => `${kind} ${count}`);
    console.log(
      `\nA person, from nothing: ${person.decisions} decisions (${kinds.join(', ')}) in ${person.rounds} rounds; ` +
        `${show(person.perPhoto)} a photo, ${show(person.perLandmarkPhoto)} a photo of a landmark; ${person.wrong} wrong in the end.`,
    );
  }
}
