/** @file What each kind of decision does to the catalog. Used inside one transaction; undo follows from the recorder ([Note: undo]). */
import { CairnError } from '../../api/errors.ts';
import type { AlbumRow } from '../../db/albums.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { MembershipRow } from '../../db/memberships.ts';
import { describeLandmarkPlace, indexLandmarkAlbums } from '../albums/landmark-albums.ts';
import { findLandmarkByName } from '../names/find-landmark.ts';
import { pickMembership, requireAlbum, type EffectRecorder, type KnownChange } from './effects.ts';

/** Albums are those of `catalog.albums.resolve`: never merged ones. */
export interface DecisionEffects {
  readonly judge: (albumId: number, photoIds: readonly number[], state: 'confirmed' | 'rejected') => void;
  readonly move: (fromId: number, intoId: number, photoIds: readonly number[]) => void;
  readonly merge: (intoId: number, fromId: number) => void;
  /** @param album that the photos leave; null: none. @param uuid of the new album; left out: a new one */
  readonly split: (album: AlbumRow | null, photoIds: readonly number[], name: string | null, uuid?: string) => AlbumRow;
  /** The album of a landmark, opened if there is none yet. @param uuid as in `split` @throws CairnError `not-found` */
  readonly openLandmark: (
    landmarkId: string,
    uuid?: string,
  ) => { readonly album: AlbumRow; readonly isOpened: boolean };
  /** @param linked landmark that the name means @param isUnlinked the name ends the link that the album has */
  readonly rename: (album: AlbumRow, name: string, linked: string | null, isUnlinked: boolean) => void;
  /** @param name what the person calls it now; null: as before, or the landmark's own name. @throws CairnError `not-found` */
  readonly link: (album: AlbumRow, landmarkId: string, name: string | null) => void;
  /** @throws CairnError `not-found` for a photo that is not in the album */
  readonly setCover: (albumId: number, photoId: number) => void;
  readonly denyLandmark: (photoIds: readonly number[]) => void;
}

/** @param atMs when the person decided, ms since the epoch @see DecisionEffects */
export function createDecisionEffects(catalog: Catalog, recorder: EffectRecorder, atMs: number): DecisionEffects {
  const decide = (
    albumId: number,
    photoId: number,
    state: 'confirmed' | 'rejected',
    known: MembershipRow | null,
  ): KnownChange => {
    const confidence = known?.confidence ?? null;
    return { albumId, photoId, known, after: { state, confidence, isTentative: false, updatedMs: atMs } };
  };
  const judge: DecisionEffects['judge'] = (albumId, photoIds, state) => {
    const judged = [...new Set(photoIds)];
    catalog.albums.countLater([albumId], judged.length, () => {
      // Who says what it shows takes back that it shows nothing.
      if (state === 'confirmed') recorder.setLandmarkDenied(judged, false);
      const known = new Map(catalog.memberships.getMany(albumId, judged).map((row) => [row.photoId, row]));
      recorder.setMemberships(judged.map((photoId) => decide(albumId, photoId, state, known.get(photoId) ?? null)));
      if (state === 'rejected') return;
      // A photo that is in an album is not asked about in others.
      const others = catalog.memberships.listForPhotos(judged).filter(({ isTentative }) => isTentative);
      recorder.setMemberships(others.map((row) => ({ ...row, known: row, after: null })));
    });
  };
  const merge: DecisionEffects['merge'] = (intoId, fromId) => {
    const members = catalog.memberships.listForAlbum(fromId);
    const own = new Map(catalog.memberships.listForAlbum(intoId).map((row) => [row.photoId, row]));
    catalog.albums.countLater([intoId, fromId], members.length, () => {
      const changes = members.flatMap((member): KnownChange[] => {
        const { photoId } = member;
        const known = own.get(photoId) ?? null;
        const after = pickMembership(chooseMembership(known, member));
        return [
          { albumId: fromId, photoId, known: member, after: null },
          { albumId: intoId, photoId, known, after },
        ];
      });
      recorder.setMemberships(changes);
    });
    recorder.changeAlbum(fromId, { mergedIntoId: intoId });
    const [into, from] = [catalog.albums.get(intoId), catalog.albums.get(fromId)];
    // What was to be seen stays to be seen.
    if (from?.isHidden === false) recorder.changeAlbum(intoId, { isHidden: false });
    // A name that the person gave stays rather than one that Cairn made up.
    if (from?.isNamedByPerson === true && into?.isNamedByPerson === false && into.kind === 'group') {
      recorder.changeAlbum(intoId, { name: from.name, isNamedByPerson: true });
    }
  };
  const link: DecisionEffects['link'] = (album, landmarkId, name) => {
    const landmark = catalog.landmarks.get(landmarkId);
    if (landmark === null) throw new CairnError('not-found', `There is no landmark "${landmarkId}".`);
    const known = catalog.albums.findByLandmark(landmarkId);
    if (known !== null && known.id !== album.id) {
      merge(known.id, album.id);
      if (name !== null && !known.isNamedByPerson) recorder.changeAlbum(known.id, { name, isNamedByPerson: true });
      return;
    }
    const { latitude, longitude } = landmark;
    const givenName = name ?? (album.isNamedByPerson ? album.name : null);
    recorder.changeAlbum(album.id, {
      kind: 'landmark',
      landmarkId,
      name: givenName ?? landmark.name,
      isNamedByPerson: givenName !== null,
      place: describeLandmarkPlace(landmark),
      latitude,
      longitude,
    });
  };
  return {
    judge,
    merge,
    link,
    move: (fromId, intoId, photoIds) => {
      judge(fromId, photoIds, 'rejected');
      judge(intoId, photoIds, 'confirmed');
    },
    split: (album, photoIds, name, uuid) => {
      const { place, latitude, longitude } = album ?? { place: null, latitude: null, longitude: null };
      const id = catalog.albums.insert({
        kind: 'group',
        landmarkId: null,
        name: numberName(catalog, album?.name ?? 'Unnamed landmark'),
        place,
        latitude,
        longitude,
        ...(uuid === undefined ? {} : { uuid }),
      });
      // A change of its own: undone, what is left is an empty album that nobody named, and nobody sees.
      if (name !== null) recorder.changeAlbum(id, { name, isNamedByPerson: true });
      if (album !== null) judge(album.id, photoIds, 'rejected');
      judge(id, photoIds, 'confirmed');
      const row = catalog.albums.get(id);
      if (row === null) throw new Error('an album that was just made is not there');
      return row;
    },
    openLandmark: (landmarkId, uuid) => {
      const found = indexLandmarkAlbums(catalog).find(landmarkId);
      if (found !== null) return { album: requireAlbum(catalog, found), isOpened: false };
      const name = numberName(catalog, 'Unnamed landmark');
      const given = uuid === undefined ? {} : { uuid };
      const id = catalog.albums.insert({ kind: 'group', landmarkId: null, name, ...given });
      // A change of its own: undone, the landmark has no album again, and what is left is an empty one that nobody sees.
      link(requireAlbum(catalog, id), landmarkId, null);
      return { album: requireAlbum(catalog, id), isOpened: true };
    },
    rename: (album, name, linked, isUnlinked) => {
      if (linked !== null && linked !== album.landmarkId) {
        link(album, linked, name);
        return;
      }
      const unlinking = isUnlinked ? ({ kind: 'group', landmarkId: null } as const) : {};
      recorder.changeAlbum(album.id, { name, isNamedByPerson: true, ...unlinking });
    },
    setCover: (albumId, photoId) => {
      const membership = catalog.memberships.get(albumId, photoId);
      if (membership === null || membership.state === 'rejected' || membership.isTentative) {
        throw new CairnError('not-found', `The photo ${photoId} is not in the album ${albumId}.`);
      }
      recorder.changeAlbum(albumId, { coverPhotoId: photoId, isCoverChosen: true });
    },
    denyLandmark: (photoIds) => {
      const denied = [...new Set(photoIds)];
      // Read at once: one by one it costs as much as all that is written.
      const memberships = catalog.memberships.listForPhotos(denied);
      catalog.albums.countLater([...new Set(memberships.map(({ albumId }) => albumId))], denied.length, () => {
        recorder.setLandmarkDenied(denied, true);
        recorder.setMemberships(memberships.map((row) => decide(row.albumId, row.photoId, 'rejected', row)));
      });
    },
  };
}

/**
 * Decided beats suggested, the newer decision wins, of two suggestions the surer one. A split says both at once, "not this album, but
 * that one": merged again, the photos are in it.
 */
function chooseMembership(own: MembershipRow | null, other: MembershipRow): MembershipRow {
  if (own === null) return other;
  const isDecided = (row: MembershipRow): boolean => row.state !== 'suggested';
  if (isDecided(own) !== isDecided(other)) return isDecided(own) ? own : other;
  if (isDecided(own) && own.updatedMs === other.updatedMs) return own.state === 'confirmed' ? own : other;
  if (isDecided(own)) return other.updatedMs > own.updatedMs ? other : own;
  if (own.isTentative !== other.isTentative) return own.isTentative ? other : own;
  return (other.confidence ?? -1) > (own.confidence ?? -1) ? other : own;
}

/** The landmark that a person means by this name for the album; null when there is none, or several. */
export function findMeantLandmark(catalog: Catalog, { latitude, longitude }: AlbumRow, name: string): string | null {
  const near = latitude === null || longitude === null ? null : { latitude, longitude };
  return findLandmarkByName(catalog, name, near)?.id ?? null;
}

/** Whether the name that the person gave says which landmark it is: one that Cairn recognised stays so under any name. */
export function isLinkedByName(catalog: Catalog, album: AlbumRow): boolean {
  const { landmarkId, isNamedByPerson, name } = album;
  return landmarkId !== null && isNamedByPerson && findMeantLandmark(catalog, album, name) === landmarkId;
}

/** "Castle 2" for what leaves "Castle", or the next free number. */
function numberName(catalog: Catalog, name: string): string {
  const taken = new Set(catalog.albums.listAll().map((album) => album.name));
  const base = name.replace(/ \d+$/, '');
  let number = 2;
  while (taken.has(`${base} ${number}`)) number += 1;
  return `${base} ${number}`;
}
