/** @file Makes decisions of another catalog here: all of them, or those that waited for a photo. */
import { CairnError } from '../../api/errors.ts';
import type { AlbumRow } from '../../db/albums.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { DecisionKind } from '../../db/decisions.ts';
import { indexLandmarkAlbums } from '../albums/landmark-albums.ts';
import { createDecisionEffects, isLinkedByName } from './decision-effects.ts';
import { listDismissalKeys } from './dismissal-keys.ts';
import { createEffectRecorder, listAlbums, type EffectRecorder } from './effects.ts';
import { entrySchemas, type AlbumReference, type EntryOf } from './log-entries.ts';

export interface ReplayedDecision {
  readonly kind: Exclude<DecisionKind, 'undo' | 'redo'>;
  /** When the person decided, ms since the epoch. */
  readonly atMs: number;
  /** As in the log. */
  readonly entry: unknown;
}

export interface ReplayResult {
  readonly albumIds: readonly number[];
  /** Photos that the catalog has not seen yet: what was decided about them waits. */
  readonly awaited: number;
}

/** Where in the log of this very catalog a decision belongs ([Note: journal]). */
export interface PlaceInLog {
  readonly id: number;
  /** When it counts as decided, ms since the epoch: after all that is before it in the log, whatever the clock said. */
  readonly countsFromMs: number;
}

/**
 * Makes one decision, in a transaction of the caller. A person's later word about the same photo stays.
 * @param place left out: it is of another catalog, and comes last in this one's log @throws CairnError `invalid-input` for an entry
 * that is none
 */
export function replayDecision(catalog: Catalog, decision: ReplayedDecision, place?: PlaceInLog): ReplayResult {
  const { kind, atMs, entry: payload } = decision;
  const recorder = createEffectRecorder(catalog);
  const awaited = apply(catalog, recorder, { ...decision, atMs: place?.countsFromMs ?? atMs });
  const effects = recorder.list();
  // Also one that changes nothing here yet: the log hands it on to further catalogs.
  catalog.decisions.append({ atMs, kind, payload, effects, ...(place === undefined ? {} : { id: place.id }) });
  return { albumIds: listAlbums(effects), awaited };
}

function apply(catalog: Catalog, recorder: EffectRecorder, { kind, atMs, entry }: ReplayedDecision): number {
  const effects = createDecisionEffects(catalog, recorder, atMs);
  const find = (reference: AlbumReference): AlbumRow => obtainAlbum(catalog, reference);
  /** What the decision itself opened, or named, is part of its effects: undone, it is gone. */
  const openLandmark = (reference: AlbumReference): AlbumRow => {
    const { uuid, landmarkId } = reference;
    const isNew = catalog.albums.findByUuid(uuid) === null;
    if (!isNew || landmarkId === null || catalog.landmarks.get(landmarkId) === null) return find(reference);
    return effects.openLandmark(landmarkId, uuid).album;
  };
  const openSplit = (from: AlbumRow | null, reference: AlbumReference): AlbumRow => {
    const { uuid, name, isNamedByPerson } = reference;
    const isNew = catalog.albums.findByUuid(uuid) === null;
    return isNew && isNamedByPerson ? effects.split(from, [], name, uuid) : find(reference);
  };
  /** Judges the photos that are here; of the others it is noted. Returns how many are not here. */
  const judge = (album: AlbumRow, hashes: readonly string[], state: 'confirmed' | 'rejected'): number => {
    const { here, absent } = partition(catalog, hashes);
    const open = here.filter((photoId) => !isDecidedLater(catalog, album.id, photoId, atMs));
    effects.judge(album.id, open, state);
    for (const contentHash of absent) recorder.putAwaited({ contentHash, albumId: album.id, state, atMs });
    return absent.length;
  };
  switch (kind) {
    case 'confirm': {
      const { album, photos, isOpened } = parse(kind, entry);
      return judge(isOpened === true ? openLandmark(album) : find(album), photos, 'confirmed');
    }
    case 'reject': {
      const { album, photos } = parse(kind, entry);
      return judge(find(album), photos, 'rejected');
    }
    case 'move': {
      const { album, into, photos, isOpened } = parse(kind, entry);
      const from = find(album);
      const target = isOpened === true ? openLandmark(into) : find(into);
      judge(from, photos, 'rejected');
      return judge(target, photos, 'confirmed');
    }
    case 'split': {
      const { album, into, photos } = parse(kind, entry);
      const from = album === null ? null : find(album);
      const target = openSplit(from, into);
      if (from !== null) judge(from, photos, 'rejected');
      return judge(target, photos, 'confirmed');
    }
    case 'merge': {
      const { album, from } = parse(kind, entry);
      const [into, gone] = [find(album), find(from)];
      if (into.id !== gone.id) effects.merge(into.id, gone.id);
      return 0;
    }
    case 'rename': {
      const { album: reference, name, linked, isUnlinked, joined } = parse(kind, entry);
      const album = find(reference);
      const known = linked !== null && catalog.landmarks.get(linked) !== null ? linked : null;
      if (known !== null && joined) find(joined);
      // What it was then, not what names mean here: this catalog may know a landmark by fewer of them, or by others.
      const isAsThen = isUnlinked !== undefined && known === linked && album.landmarkId === reference.landmarkId;
      effects.rename(album, name, known, isAsThen ? isUnlinked : known === null && isLinkedByName(catalog, album));
      return 0;
    }
    case 'link': {
      const { album, linked, joined } = parse(kind, entry);
      if (joined) find(joined);
      effects.link(find(album), linked, null);
      return 0;
    }
    case 'hide':
    case 'show': {
      recorder.changeAlbum(find(parse(kind, entry).album).id, { isHidden: kind === 'hide' });
      return 0;
    }
    case 'cover': {
      const { album, photo } = parse(kind, entry);
      const photoId = catalog.photos.findByHash(photo);
      const target = find(album);
      const membership = photoId === null ? null : catalog.memberships.get(target.id, photoId);
      // A cover waits for nothing: without its photo there is none to choose.
      if (photoId !== null && membership !== null && membership.state !== 'rejected' && !membership.isTentative) {
        effects.setCover(target.id, photoId);
      }
      return 0;
    }
    case 'not-landmark': {
      const { here, absent } = partition(catalog, parse(kind, entry).photos);
      effects.denyLandmark(here.filter((photoId) => !isConfirmedLater(catalog, photoId, atMs)));
      for (const contentHash of absent) {
        recorder.putAwaited({ contentHash, albumId: null, state: 'denied', atMs });
      }
      return absent.length;
    }
    case 'different': {
      // By content: whether the photos are here or come later is the same.
      recorder.setDifferent(parse(kind, entry).photos);
      return 0;
    }
    case 'dismiss': {
      const { proposal, album, from, photos } = parse(kind, entry);
      const fromUuid = from === null ? null : find(from).uuid;
      const dismissal = { kind: proposal, albumUuid: find(album).uuid, fromUuid, hashes: photos };
      for (const key of listDismissalKeys(dismissal)) recorder.setDismissed(key);
      // A key waits for its photo by itself.
      return 0;
    }
    case 'favourite': {
      const { photos, isFavourite } = parse(kind, entry);
      const { here, absent } = partition(catalog, photos);
      const word = { isFavourite, atMs };
      for (const photoId of here) {
        if ((catalog.favourites.get(photoId)?.atMs ?? 0) <= atMs) recorder.setFavourite(photoId, word);
      }
      for (const contentHash of absent) recorder.putAwaitedFavourite(contentHash, word);
      return absent.length;
    }
  }
}

/** Takes up what waited for a photo that is here now, in a transaction of the caller. Returns the albums that changed. */
export function takeUpAwaited(catalog: Catalog, contentHash: string, photoId: number): readonly number[] {
  const albumIds = new Set<number>();
  // The oldest first: later ones overrule it. The log has them already, so nothing is recorded.
  for (const { albumId, state, atMs } of catalog.awaitedDecisions.take(contentHash)) {
    const effects = createDecisionEffects(catalog, createEffectRecorder(catalog), atMs);
    if (state === 'denied') {
      effects.denyLandmark([photoId]);
      continue;
    }
    // Merged meanwhile: the decision is about the album that it joined.
    const target = albumId === null ? null : catalog.albums.resolve(albumId);
    if (target === null) continue;
    effects.judge(target, [photoId], state);
    albumIds.add(target);
  }
  const favourite = catalog.favourites.getAwaited(contentHash);
  if (favourite !== null) {
    catalog.favourites.set(photoId, favourite);
    catalog.favourites.setAwaited(contentHash, null);
  }
  return [...albumIds];
}

function parse<Kind extends keyof typeof entrySchemas>(kind: Kind, entry: unknown): EntryOf<Kind> {
  const parsed = entrySchemas[kind].safeParse(entry);
  if (parsed.success) return parsed.data as EntryOf<Kind>;
  throw new CairnError('invalid-input', `This is no decision "${kind}": ${parsed.error.issues[0]?.message ?? ''}.`);
}

/** The album that is meant: by its landmark, by its uuid, or made anew with its name. */
function obtainAlbum(catalog: Catalog, { uuid, landmarkId, name, isNamedByPerson }: AlbumReference): AlbumRow {
  const own = catalog.albums.findByUuid(uuid);
  let id = own === null ? null : catalog.albums.resolve(own.id);
  if (id === null && landmarkId !== null) id = indexLandmarkAlbums(catalog).obtain(landmarkId, uuid);
  id ??= catalog.albums.insert({ kind: 'group', landmarkId: null, name, isNamedByPerson, uuid });
  const album = catalog.albums.get(id);
  if (album === null) throw new Error('an album that was just found is not there');
  return album;
}

interface Partition {
  readonly here: readonly number[];
  readonly absent: readonly string[];
}

function partition(catalog: Catalog, hashes: readonly string[]): Partition {
  const here: number[] = [];
  const absent: string[] = [];
  for (const hash of new Set(hashes)) {
    const photoId = catalog.photos.findByHash(hash);
    if (photoId === null) absent.push(hash);
    else here.push(photoId);
  }
  return { here, absent };
}

function isConfirmedLater(catalog: Catalog, photoId: number, atMs: number): boolean {
  const memberships = catalog.memberships.listForPhoto(photoId);
  return memberships.some(({ state, updatedMs }) => state === 'confirmed' && updatedMs > atMs);
}

function isDecidedLater(catalog: Catalog, albumId: number, photoId: number, atMs: number): boolean {
  const membership = catalog.memberships.get(albumId, photoId);
  return membership !== null && membership.state !== 'suggested' && membership.updatedMs > atMs;
}
