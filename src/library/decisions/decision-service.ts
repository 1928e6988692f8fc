/** @file What a person decides ([Note: decisions]), undo and redo ([Note: undo]). */
import { CairnError } from '../../api/errors.ts';
import { albumNameMaxLength } from '../../api/calls.ts';
import type { DecisionKind } from '../../db/decisions.ts';
import type { AlbumRow } from '../../db/albums.ts';
import type { Catalog } from '../../db/catalog.ts';
import { noteDecided } from '../albums/pending-work.ts';
import { createDecisionEffects, findMeantLandmark, isLinkedByName, type DecisionEffects } from './decision-effects.ts';
import { createEffectRecorder, listAlbums, listPhotos, type EffectRecorder } from './effects.ts';
import { listDismissalKeys } from './dismissal-keys.ts';
import { createHistory, type PastState } from './history.ts';
import {
  listHashes,
  mostDifferent,
  refer,
  type AlbumReference,
  type DismissedKind,
  type EntryOf,
} from './log-entries.ts';
import { bringAboutAgain, takeBack } from './restore-effects.ts';

export interface UndoState {
  /** Kind of the decision that undoing takes back; null: nothing to undo. */
  readonly undo: DecisionKind | null;
  readonly redo: DecisionKind | null;
}

export interface DecisionService {
  /**
   * A name that a known landmark has links the album to it (joins the album that shows it already, where there is one); another
   * name ends such a link. @throws CairnError `not-found` or `invalid-input` */
  readonly rename: (albumId: number, name: string) => void;
  /** A photo that is not in the album yet joins it. @throws CairnError `not-found` */
  readonly confirm: (albumId: number, photoIds: readonly number[]) => void;
  /** "Not this landmark": remembered for ever. @throws CairnError `not-found` */
  readonly reject: (albumId: number, photoIds: readonly number[]) => void;
  /** Rejected in one album, confirmed in another. @throws CairnError `not-found` or `invalid-input` */
  readonly move: (fromAlbumId: number, intoAlbumId: number, photoIds: readonly number[]) => void;
  /**
   * Confirmed in the album of a landmark, which is opened if there is none yet, and rejected in `fromAlbumId` (null: none). Returns
   * the album's id. @throws CairnError `not-found`
   */
  readonly confirmLandmark: (landmarkId: string, fromAlbumId: number | null, photoIds: readonly number[]) => number;
  /** All of `fromAlbumId` joins `intoAlbumId`. @throws CairnError `not-found` or `invalid-input` */
  readonly merge: (intoAlbumId: number, fromAlbumId: number) => void;
  /**
   * The photos get an album of their own, whose id is returned, and leave `albumId` (null: none). @throws CairnError `not-found` or
   * `invalid-input`
   */
  readonly split: (albumId: number | null, photoIds: readonly number[], name: string | null) => number;
  /** The album leaves all lists. @throws CairnError `not-found` */
  readonly hide: (albumId: number) => void;
  readonly show: (albumId: number) => void;
  /** @throws CairnError `not-found`, also for a photo that is not in the album */
  readonly setCover: (albumId: number, photoId: number) => void;
  /** "This is landmark X". Joins the album that shows it already, where there is one. @throws CairnError `not-found` */
  readonly link: (albumId: number, landmarkId: string) => void;
  /** The photos show no landmark: they leave every album and are never recognised, grouped or suggested again. */
  readonly denyLandmark: (photoIds: readonly number[]) => void;
  /** Photos that look the same are different, each from each other. @throws CairnError `not-found` or `invalid-input` */
  readonly setDifferent: (photoIds: readonly number[]) => void;
  readonly setFavourite: (photoIds: readonly number[], isFavourite: boolean) => void;
  /**
   * No to what was proposed, or to doubt (`doubtful`: the photos are of the album all the same). Nothing of it is asked again.
   * @param fromAlbumId the other album of a merge or a move @throws CairnError `not-found`
   */
  readonly dismiss: (params: DismissParams) => void;
  /** Takes the last decision back, of whatever session. Null when there is none. */
  readonly undo: () => DecisionKind | null;
  readonly redo: () => DecisionKind | null;
  readonly getUndoState: () => UndoState;
  /** Every decision that was made, the latest first. */
  readonly listPast: (page: { readonly offset: number; readonly limit: number }) => {
    readonly total: number;
    readonly items: readonly PastState[];
  };
  /** One of them, as it stands now. */
  readonly findPast: (decisionId: number) => Omit<PastState, 'row'> | null;
}

export interface DismissParams {
  readonly kind: DismissedKind;
  readonly albumId: number;
  readonly fromAlbumId: number | null;
  /** None of a merge. */
  readonly photoIds: readonly number[];
}

export interface DecisionServiceOptions {
  readonly catalog: Catalog;
  readonly now?: () => number;
  /** After a decision was stored: covers, references and the window follow. @param teaches whether recognition learns from it */
  readonly onDecided: (albumIds: readonly number[], teaches: boolean) => void;
}

/** Makes the service of decisions. */
export function createDecisionService({ catalog, now = Date.now, onDecided }: DecisionServiceOptions): DecisionService {
  const history = createHistory(catalog);

  const requireAlbum = (albumId: number): AlbumRow => {
    // An id from before a merge means the album that it joined.
    const target = catalog.albums.resolve(albumId);
    const album = target === null ? null : catalog.albums.get(target);
    if (album === null) throw new CairnError('not-found', `There is no album ${albumId}.`);
    return album;
  };
  const requirePhotos = (photoIds: readonly number[]): readonly number[] => {
    const unique = [...new Set(photoIds)];
    const known = catalog.photos.getHashes(unique);
    const unknown = unique.find((photoId) => !known.has(photoId));
    if (unknown !== undefined) throw new CairnError('not-found', `There is no photo ${unknown}.`);
    return unique;
  };
  /** The album that this one joins when it is said to show the landmark; null when none shows that yet. */
  const referToJoined = (album: AlbumRow, landmarkId: string | null): AlbumReference | null => {
    const shown = landmarkId === null ? null : catalog.albums.findByLandmark(landmarkId);
    return shown === null || shown.id === album.id ? null : refer(shown);
  };
  /** Of the last decision that was made here, and the latest time up to it. */
  let [lastId, latestMs] = [0, 0];
  /**
   * The time of a decision: after all that was decided before, also when the clock has been put back since. The later word about a photo
   * wins, here and in every catalog that the decisions go to.
   */
  const stamp = (): number => {
    latestMs = Math.max(latestMs, catalog.decisions.getLatestMs(lastId));
    latestMs = Math.max(now(), latestMs + 1);
    return latestMs;
  };
  /** One durable transaction: what changes, and the row that says so. */
  const decide = <Kind extends DecisionKind & keyof EntryMap, Value>(
    kind: Kind,
    work: (
      effects: DecisionEffects,
      recorder: EffectRecorder,
      atMs: number,
    ) => { readonly entry: EntryMap[Kind]; readonly value: Value },
  ): Value => {
    const recorder = createEffectRecorder(catalog);
    const atMs = stamp();
    const value = catalog.transactionDurably(() => {
      const result = work(createDecisionEffects(catalog, recorder, atMs), recorder, atMs);
      lastId = catalog.decisions.append({ atMs, kind, payload: result.entry, effects: recorder.list() });
      if (isTeaching(kind)) noteDecided(catalog, listPhotos(recorder.list()));
      return result.value;
    });
    onDecided(listAlbums(recorder.list()), isTeaching(kind));
    return value;
  };
  const turn = (kind: 'undo' | 'redo'): DecisionKind | null => {
    const past = kind === 'undo' ? history.findUndo() : history.findRedo();
    if (past === null) return null;
    const albumIds = catalog.transactionDurably(() => {
      const touched = kind === 'undo' ? takeBack(catalog, past.effects) : bringAboutAgain(catalog, past.effects);
      lastId = catalog.decisions.append({ atMs: stamp(), kind, payload: { decision: past.id } });
      if (isTeaching(past.kind)) noteDecided(catalog, listPhotos(past.effects));
      return touched;
    });
    onDecided(albumIds, isTeaching(past.kind));
    return past.kind;
  };
  const toggle = (kind: 'hide' | 'show', albumId: number): void =>
    decide(kind, (_, recorder) => {
      const album = requireAlbum(albumId);
      recorder.changeAlbum(album.id, { isHidden: kind === 'hide' });
      return { entry: { album: refer(album) }, value: undefined };
    });
  const judge = (kind: 'confirm' | 'reject', albumId: number, photoIds: readonly number[]): void =>
    decide(kind, (effects) => {
      const album = requireAlbum(albumId);
      const photos = requirePhotos(photoIds);
      effects.judge(album.id, photos, kind === 'confirm' ? 'confirmed' : 'rejected');
      return { entry: { album: refer(album), photos: listHashes(catalog, photos) }, value: undefined };
    });

  return {
    confirm: (albumId, photoIds) => judge('confirm', albumId, photoIds),
    reject: (albumId, photoIds) => judge('reject', albumId, photoIds),
    rename: (albumId, givenName) => {
      const name = checkName(givenName);
      decide('rename', (effects) => {
        const album = requireAlbum(albumId);
        const linked = findMeantLandmark(catalog, album, name);
        const isUnlinked = linked === null && isLinkedByName(catalog, album);
        const joined = referToJoined(album, linked);
        effects.rename(album, name, linked, isUnlinked);
        return { entry: { album: refer(album), name, linked, isUnlinked, joined }, value: undefined };
      });
    },
    move: (fromAlbumId, intoAlbumId, photoIds) =>
      decide('move', (effects) => {
        const [from, into] = [requireAlbum(fromAlbumId), requireAlbum(intoAlbumId)];
        if (from.id === into.id) throw new CairnError('invalid-input', 'The photos are in this album already.');
        const photos = requirePhotos(photoIds);
        effects.move(from.id, into.id, photos);
        const entry = { album: refer(from), into: refer(into), photos: listHashes(catalog, photos) };
        return { entry, value: undefined };
      }),
    confirmLandmark: (landmarkId, fromAlbumId, photoIds) => {
      const from = fromAlbumId === null ? null : requireAlbum(fromAlbumId);
      const photos = requirePhotos(photoIds);
      return from === null || from.landmarkId === landmarkId
        ? decide('confirm', (effects) => {
            const { album, isOpened } = effects.openLandmark(landmarkId);
            effects.judge(album.id, photos, 'confirmed');
            return { entry: { album: refer(album), photos: listHashes(catalog, photos), isOpened }, value: album.id };
          })
        : decide('move', (effects) => {
            const { album: into, isOpened } = effects.openLandmark(landmarkId);
            // Merged into the very album that they are to leave: they are there already.
            if (into.id === from.id) effects.judge(into.id, photos, 'confirmed');
            else effects.move(from.id, into.id, photos);
            const entry = { album: refer(from), into: refer(into), photos: listHashes(catalog, photos), isOpened };
            return { entry, value: into.id };
          });
    },
    merge: (intoAlbumId, fromAlbumId) =>
      decide('merge', (effects) => {
        const [into, from] = [requireAlbum(intoAlbumId), requireAlbum(fromAlbumId)];
        if (into.id === from.id) throw new CairnError('invalid-input', 'An album cannot be merged with itself.');
        effects.merge(into.id, from.id);
        return { entry: { album: refer(into), from: refer(from) }, value: undefined };
      }),
    split: (albumId, photoIds, givenName) => {
      const name = givenName === null ? null : checkName(givenName);
      return decide('split', (effects) => {
        const album = albumId === null ? null : requireAlbum(albumId);
        const photos = requirePhotos(photoIds);
        if (photos.length === 0) throw new CairnError('invalid-input', 'Say which photos the new album is of.');
        const into = effects.split(album, photos, name);
        const entry = {
          album: album === null ? null : refer(album),
          into: refer(into),
          photos: listHashes(catalog, photos),
        };
        return { entry, value: into.id };
      });
    },
    hide: (albumId) => toggle('hide', albumId),
    show: (albumId) => toggle('show', albumId),
    setCover: (albumId, photoId) =>
      decide('cover', (effects) => {
        const album = requireAlbum(albumId);
        const [photo] = listHashes(catalog, requirePhotos([photoId]));
        effects.setCover(album.id, photoId);
        return { entry: { album: refer(album), photo: photo ?? '' }, value: undefined };
      }),
    link: (albumId, landmarkId) =>
      decide('link', (effects) => {
        const album = requireAlbum(albumId);
        const joined = referToJoined(album, landmarkId);
        effects.link(album, landmarkId, null);
        return { entry: { album: refer(album), linked: landmarkId, joined }, value: undefined };
      }),
    denyLandmark: (photoIds) =>
      decide('not-landmark', (effects) => {
        const photos = requirePhotos(photoIds);
        effects.denyLandmark(photos);
        return { entry: { photos: listHashes(catalog, photos) }, value: undefined };
      }),
    setDifferent: (photoIds) =>
      decide('different', (_, recorder) => {
        const photos = requirePhotos(photoIds);
        if (photos.length < 2 || photos.length > mostDifferent) {
          throw new CairnError('invalid-input', `Say which photos are different: 2 to ${mostDifferent}.`);
        }
        const hashes = listHashes(catalog, photos);
        recorder.setDifferent(hashes);
        return { entry: { photos: hashes }, value: undefined };
      }),
    setFavourite: (photoIds, isFavourite) =>
      decide('favourite', (_, recorder, atMs) => {
        const photos = requirePhotos(photoIds);
        for (const photoId of photos) recorder.setFavourite(photoId, { isFavourite, atMs });
        return { entry: { photos: listHashes(catalog, photos), isFavourite }, value: undefined };
      }),
    dismiss: ({ kind, albumId, fromAlbumId, photoIds }) =>
      decide('dismiss', (_, recorder) => {
        const album = requireAlbum(albumId);
        const from = fromAlbumId === null ? null : requireAlbum(fromAlbumId);
        const photos = listHashes(catalog, requirePhotos(photoIds));
        const dismissal = { kind, albumUuid: album.uuid, fromUuid: from?.uuid ?? null, hashes: photos };
        for (const key of listDismissalKeys(dismissal)) recorder.setDismissed(key);
        const entry = { proposal: kind, album: refer(album), from: from === null ? null : refer(from), photos };
        return { entry, value: undefined };
      }),
    undo: () => turn('undo'),
    redo: () => turn('redo'),
    listPast: history.listPast,
    findPast: history.findPast,
    getUndoState: () => ({ undo: history.findUndo()?.kind ?? null, redo: history.findRedo()?.kind ?? null }),
  };
}

type EntryMap = { readonly [Kind in Exclude<DecisionKind, 'undo' | 'redo'>]: EntryOf<Kind> };

/** What a person likes, or holds for no copy, says nothing of what it shows, and a "no" to a proposal leaves all as it was. */
function isTeaching(kind: DecisionKind): boolean {
  return kind !== 'favourite' && kind !== 'different' && kind !== 'dismiss';
}

function checkName(givenName: string): string {
  const name = givenName.trim();
  if (name === '' || name.length > albumNameMaxLength) {
    throw new CairnError('invalid-input', `A name has between 1 and ${albumNameMaxLength} characters.`);
  }
  return name;
}
