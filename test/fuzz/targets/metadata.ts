/** @file Changed EXIF, XMP, IPTC, boxes and file names through everything that reads them before a decoder does. */
import { readCanonDirectories } from '../../../src/ml/decode/canon-metadata.ts';
import { readExposure } from '../../../src/ml/decode/exposure.ts';
import { readHeifItems } from '../../../src/ml/decode/heif-items.ts';
import { readJpegHeader } from '../../../src/ml/decode/jpeg-header.ts';
import { detectPhotoFormat } from '../../../src/ml/decode/photo-format.ts';
import { readExifDirectories, readPhotoMetadata } from '../../../src/ml/decode/photo-metadata.ts';
import { findLargestPreview } from '../../../src/ml/decode/raw-preview.ts';
import { createTally, type FuzzOptions, type FuzzReport, type FuzzTarget } from '../fuzz-report.ts';
import { judgeMetadata } from '../judges/judge-metadata.ts';
import { createStopwatch } from '../judges/stopwatch.ts';
import { crossBytes, mutateBytes } from '../mutators/bytes.ts';
import { mutateStructure } from '../mutators/structure.ts';
import { makeHostileXmp } from '../mutators/xmp.ts';
import { createRandom, type Random } from '../../fixtures/random.ts';
import { makeBombs } from '../seeds/bombs.ts';
import { makeImageSeeds } from '../seeds/image-seeds.ts';
import { listMetadataSeeds } from '../seeds/metadata-seeds.ts';

/** Far more than any block takes, far less than the limit of a photo. */
const limitMs = 3000;

const nameParts = [
  'IMG',
  '2024',
  '-',
  '_',
  '0503',
  '101112',
  ' ',
  '20240503_101112',
  'Screenshot',
  'capture d',
  'écran',
  '.jpg',
  '9'.repeat(60),
  'a'.repeat(100),
  '屏幕截图',
  '\u202e',
  '\n',
];

function makeBlock(seeds: readonly Buffer[], random: Random): Buffer {
  const way = random.draw();
  const seed = random.pick(seeds);
  if (way < 0.15) return makeHostileXmp(random);
  if (way < 0.25) return crossBytes(seed, random.pick(seeds), random);
  return way < 0.6 ? mutateBytes(seed, random) : mutateStructure(seed, random);
}

/** All readers on the same bytes; what is wrong with what they say, null when nothing is. */
function readAll(bytes: Buffer, name: string, mtimeMs: number): string | null {
  const directories = readCanonDirectories(bytes) ?? readExifDirectories(bytes);
  const items = readHeifItems(bytes);
  const texts = { xmp: items.xmp ?? bytes, iptc: bytes };
  const faults = [directories, readExifDirectories(items.exif)].map((found) =>
    judgeMetadata(readPhotoMetadata(found, { name, mtimeMs }, texts)),
  );
  const exposure = Object.values(readExposure(directories)) as readonly (string | number | null)[];
  if (exposure.some((value) => typeof value === 'number' && !(Number.isFinite(value) && value > 0))) return 'exposure';
  if (!(Number.isFinite(items.declaredPixels) && items.declaredPixels >= 0)) return `${items.declaredPixels} pixels`;
  detectPhotoFormat(bytes, name);
  findLargestPreview(bytes);
  readJpegHeader(bytes);
  return faults.find((fault) => fault !== null) ?? null;
}

async function fuzzMetadata({ count, seed, firstCase = 0 }: FuzzOptions): Promise<FuzzReport> {
  const seeds = listMetadataSeeds(await makeImageSeeds());
  const bombs = makeBombs();
  const tally = createTally(seed);
  const stopwatch = createStopwatch(limitMs, (key, ms) => tally.accuse(key, `it took ${ms} ms`));
  for (let key = firstCase; key < firstCase + count; key += 1) {
    const random = createRandom(seed, key);
    const bytes = bombs[key]?.bytes ?? makeBlock(seeds, random);
    const name = Array.from({ length: random.drawInteger(1, 8) }, () => random.pick(nameParts)).join('');
    const mtimeMs = random.pick([0, 1_700_000_000_000, -8.64e15, 8.64e15]);
    try {
      const fault = stopwatch.measure(key, () => readAll(bytes, name, mtimeMs));
      tally.note(fault === null ? 'read' : 'fault');
      if (fault !== null) tally.accuse(key, fault);
    } catch (error) {
      tally.accuse(key, `it throws ${String(error)}`);
    }
  }
  const { ms, caseNumber } = stopwatch.getSlowest();
  return tally.finish(count, { slowestMs: ms, slowestCase: caseNumber });
}

export const metadataTarget: FuzzTarget = { name: 'metadata', wholeCount: 200_000, run: fuzzMetadata };
