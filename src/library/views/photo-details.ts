/** @file Everything the photo view shows of one photo. */
import { CairnError } from '../../api/errors.ts';
import type { PhotoDetails, PhotoFileView } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { PhotoFile } from '../../db/files.ts';
import { describePlace } from '../albums/album-places.ts';
import { describeCamera } from '../describe-camera.ts';
import { showPath } from '../file-access.ts';
import { showTile } from './show-tile.ts';

/** @throws CairnError `not-found` */
export function viewPhoto(catalog: Catalog, photoId: number): PhotoDetails {
  const photo = catalog.photos.get(photoId);
  const [tile] = catalog.photos.getTiles([photoId]);
  if (photo === null || tile === undefined)
    throw new CairnError('not-found', 'This photo is not in the library (any more).');
  const files = catalog.files.listForPhoto(photoId);
  const { latitude, longitude } = photo;
  const [file] = files;
  return {
    ...showTile(tile),
    folder: file === undefined ? '' : viewFile(file).folder,
    format: photo.format,
    sizeBytes: photo.sizeBytes,
    takenOffsetMinutes: photo.takenOffsetMinutes,
    takenSource: photo.takenSource,
    latitude,
    longitude,
    place: latitude === null || longitude === null ? null : describePlace({ latitude, longitude }),
    camera: describeCamera(photo.cameraMake, photo.cameraModel),
    files: files.map(viewFile),
    memberships: catalog.memberships
      .listForPhoto(photoId)
      .map(({ albumId, name, kind, state, confidence, isTentative }) => ({
        albumId,
        name,
        kind,
        state,
        confidence,
        isTentative,
      })),
  };
}

/** A file as it is shown. */
export function viewFile({ id, rootPath, relativePath, rootState, state }: PhotoFile): PhotoFileView {
  const path = showPath(rootPath, relativePath);
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return {
    fileId: id,
    fileName: path.slice(end + 1),
    folder: path.slice(0, Math.max(0, end)),
    availability: state === 'missing' ? 'missing' : rootState === 'offline' ? 'offline' : 'present',
  };
}
