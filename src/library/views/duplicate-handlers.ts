/** @file The calls about photos that are there more than once. */
import type { LibraryCallHandlers } from '../../api/calls.ts';
import type { DuplicateGroup, DuplicatePhoto, Page } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { PhotoFile } from '../../db/files.ts';
import { viewFile } from './photo-details.ts';
import { showTile } from './show-tile.ts';

/** Of a longer burst the first ones are shown, and how many there are. */
const shownPhotos = 60;

/** Makes them. */
export function createDuplicateHandlers(catalog: Catalog): Pick<LibraryCallHandlers, 'photos.duplicates'> {
  return {
    'photos.duplicates': ({ kind, offset, limit }): Page<DuplicateGroup> =>
      kind === 'exact'
        ? {
            offset,
            total: catalog.duplicates.countCopied(),
            items: catalog.duplicates
              .listCopied({ offset, limit })
              .map((photoId) => describeGroup(photoId, viewCopies(catalog, photoId))),
          }
        : {
            offset,
            total: catalog.duplicates.countNear(),
            items: catalog.duplicates.listNear({ offset, limit }).map((photoIds) =>
              describeGroup(
                photoIds[0] ?? 0,
                photoIds.flatMap((photoId) => viewCopies(catalog, photoId).slice(0, 1)),
              ),
            ),
          },
  };
}

function describeGroup(id: number, photos: readonly DuplicatePhoto[]): DuplicateGroup {
  const area = ({ width, height }: DuplicatePhoto): number => width * height;
  // The most pixels, of equal ones the most bytes: the one that was compressed least.
  const [largest] = photos.toSorted((a, b) => area(b) - area(a) || b.sizeBytes - a.sizeBytes);
  const isOneSize = photos.every(
    (photo) => largest !== undefined && area(photo) === area(largest) && photo.sizeBytes === largest.sizeBytes,
  );
  return {
    id,
    count: photos.length,
    largestFileId: isOneSize ? null : (largest?.fileId ?? null),
    photos: photos.slice(0, shownPhotos),
  };
}

/** A photo once for each file that holds it: the one to open first. */
function viewCopies(catalog: Catalog, photoId: number): DuplicatePhoto[] {
  const photo = catalog.photos.get(photoId);
  const [tile] = catalog.photos.getTiles([photoId]);
  if (photo === null || tile === undefined) return [];
  const { sizeBytes, format } = photo;
  return catalog.files
    .listForPhoto(photoId)
    .filter(({ state }: PhotoFile) => state === 'present')
    .map((file) => ({ ...showTile(tile), ...viewFile(file), sizeBytes, format }));
}
