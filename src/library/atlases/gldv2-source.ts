/**
 * @file Google Landmarks v2 as published (Weyand et al., CVPR 2020): `train.csv` or `train_clean.csv`, the label file
 * `train_label_to_category.csv`, and the photos as `train/0/1/2/<id>.jpg`. The tables are read as streams.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelledFolder } from './labelled-source.ts';
import { streamCsv } from './stream-csv.ts';

/** `clean`: 1.6 million photos of 81,313 landmarks (Yokoo et al. 2020). `full`: 4.1 million of 203,094, many of them noise. */
export const gldv2Variants = ['clean', 'full'] as const;
export type Gldv2Variant = (typeof gldv2Variants)[number];

/** More tell little: three means are made of them. Bounds the work, and what is held of the full table. */
const photosPerLandmark = 40;
const idPattern = /^[0-9a-f]{16}$/;
const landmarkPattern = /^\d{1,9}$/;

async function hasFile(file: string): Promise<boolean> {
  return await stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

/** True for a folder with the tables of Google Landmarks v2. */
export async function isGldv2Folder(folder: string): Promise<boolean> {
  return (await hasFile(join(folder, 'train.csv'))) || (await hasFile(join(folder, 'train_clean.csv')));
}

/**
 * Its landmarks, under ids that are the same for ever (`gldv2-<number>`). Photos and landmarks with ids that are none are left out:
 * an id becomes a part of a path. The clean table is used where it is there and wanted.
 * @throws CairnError `invalid-input` for a table that is wrong
 */
export async function* listGldv2Landmarks(folder: string, variant: Gldv2Variant): AsyncGenerator<LabelledFolder> {
  const names = await readNames(folder);
  const describe = (landmark: string, ids: readonly string[]): LabelledFolder => ({
    label: names.get(landmark) ?? `Landmark ${landmark}`,
    id: `gldv2-${landmark}`,
    files: ids
      .filter((id) => idPattern.test(id))
      .map((id) => join(folder, 'train', id.charAt(0), id.charAt(1), id.charAt(2), `${id}.jpg`)),
  });
  const clean = join(folder, 'train_clean.csv');
  if (variant === 'clean' && (await hasFile(clean))) {
    for await (const { cells } of streamCsv(clean, ['landmark_id', 'images'])) {
      const { landmark_id: landmark, images } = cells;
      if (landmarkPattern.test(landmark)) yield describe(landmark, images.split(' ').slice(0, photosPerLandmark));
    }
    return;
  }
  // The rows of a landmark lie anywhere in the full table.
  const idsOf = new Map<string, string[]>();
  for await (const { cells } of streamCsv(join(folder, 'train.csv'), ['id', 'landmark_id'])) {
    const { id, landmark_id: landmark } = cells;
    if (!landmarkPattern.test(landmark)) continue;
    const ids = idsOf.get(landmark);
    if (ids === undefined) idsOf.set(landmark, [id]);
    else if (ids.length < photosPerLandmark) ids.push(id);
  }
  for (const [landmark, ids] of [...idsOf].sort(([a], [b]) => Number(a) - Number(b))) yield describe(landmark, ids);
}

/** Names from the addresses of the categories: ".../Category:Eiffel_Tower" is Eiffel Tower. Empty without the label file. */
async function readNames(folder: string): Promise<ReadonlyMap<string, string>> {
  const file = join(folder, 'train_label_to_category.csv');
  const names = new Map<string, string>();
  if (!(await hasFile(file))) return names;
  for await (const { cells } of streamCsv(file, ['landmark_id', 'category'])) {
    const name = decodeCategory(cells.category);
    if (name !== '') names.set(cells.landmark_id, name);
  }
  return names;
}

function decodeCategory(category: string): string {
  const title = category.slice(category.indexOf('Category:') + (category.includes('Category:') ? 9 : 0));
  let text = title;
  try {
    text = decodeURIComponent(title);
  } catch {
    // Written with a percent sign that is none of an address: shown as it is.
  }
  return text
    .replaceAll('_', ' ')
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 200);
}
