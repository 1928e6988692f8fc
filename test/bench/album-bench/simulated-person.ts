/**
 * @file A person who makes a library right, and how many decisions that takes.
 *
 * They know what each photo shows, and do what someone who wants to be done soon does with the app:
 *   1. Album by album, the largest first: it is about the landmark that most of its photos show. Each stranger in it is one decision:
 *      moved to its landmark's album where there is one, else rejected; what shows no landmark is said to show none. An album
 *      that mostly shows no landmark goes with one decision. An album of a landmark that has one already is merged: one decision.
 *   2. What is left in the album is confirmed at once, with the photos that are suggested to it: one decision. When strangers are among
 *      the suggestions, each of them is rejected before (one decision each), or the right ones are confirmed one by one, whichever is less.
 *   3. The library learns; what joined or is suggested now is dealt with in the same way.
 *   4. When nothing moves any more, one photo of each landmark that is in no album yet is put into its album, or opens it (one decision
 *      each), and the library learns again.
 * Right means: each photo of a landmark is confirmed in one album of that landmark alone, and no other photo is a member anywhere.
 */

/** An album as the person sees it. Photos by id. */
export interface SeenAlbum {
  readonly id: number;
  readonly confirmed: readonly number[];
  /** Members that nobody confirmed. */
  readonly suggested: readonly number[];
  /** Shown below the members. */
  readonly tentative: readonly number[];
}

/** What the person can do. Each call but the first and the last is one decision. */
export interface PersonsLibrary {
  readonly listAlbums: () => readonly SeenAlbum[];
  readonly confirm: (albumId: number, photoIds: readonly number[]) => void;
  readonly reject: (albumId: number, photoIds: readonly number[]) => void;
  readonly move: (fromAlbumId: number, intoAlbumId: number, photoIds: readonly number[]) => void;
  readonly merge: (intoAlbumId: number, fromAlbumId: number) => void;
  /** Opens an album of photos that are in none. Returns its id. */
  readonly open: (photoIds: readonly number[]) => number;
  readonly denyLandmark: (photoIds: readonly number[]) => void;
  /** Looks at what is in no album again. */
  readonly learn: () => Promise<void>;
}

export type DecisionCounts = Readonly<
  Record<'confirmAlbum' | 'confirmPhoto' | 'rejectPhoto' | 'movePhoto' | 'merge' | 'openAlbum' | 'notLandmark', number>
>;

export interface PersonReport {
  readonly decisions: number;
  readonly byKind: DecisionCounts;
  /** Times that the library learned. */
  readonly rounds: number;
  /** Photos that are not right in the end: none, unless something is wrong. */
  readonly wrong: number;
}

/** More rounds than this mean that decisions do not hold. */
const mostRounds = 200;

/** @param labels what each photo shows, by id; null: no landmark */
export async function simulatePerson(
  library: PersonsLibrary,
  labels: ReadonlyMap<number, string | null>,
): Promise<PersonReport> {
  const counts = {
    confirmAlbum: 0,
    confirmPhoto: 0,
    rejectPhoto: 0,
    movePhoto: 0,
    merge: 0,
    openAlbum: 0,
    notLandmark: 0,
  };
  /** The album of each landmark. */
  const albumOf = new Map<string, number>();
  const labelOf = (photoId: number): string | null => labels.get(photoId) ?? null;

  /** The landmark whose album this is. */
  const findOwner = (id: number): string | null => [...albumOf].find(([, albumId]) => albumId === id)?.[0] ?? null;
  const dismissStranger = (albumId: number, photoId: number): void => {
    const label = labelOf(photoId);
    const home = label === null ? undefined : albumOf.get(label);
    if (label === null) {
      library.denyLandmark([photoId]);
      counts.notLandmark += 1;
    } else if (home !== undefined && home !== albumId) {
      library.move(albumId, home, [photoId]);
      counts.movePhoto += 1;
    } else {
      library.reject(albumId, [photoId]);
      counts.rejectPhoto += 1;
    }
  };
  const confirmAll = (albumId: number, subject: string, { suggested, tentative }: SeenAlbum): void => {
    const members = suggested.filter((photoId) => labelOf(photoId) === subject);
    const right = tentative.filter((photoId) => labelOf(photoId) === subject);
    const wrong = tentative.filter((photoId) => labelOf(photoId) !== subject);
    if (right.length === 0 || wrong.length + Number(members.length === 0) <= right.length) {
      if (right.length > 0) for (const photoId of wrong) dismissStranger(albumId, photoId);
      const all = [...members, ...right];
      if (all.length === 0) return;
      library.confirm(albumId, all);
      counts.confirmAlbum += 1;
      return;
    }
    if (members.length > 0) {
      library.confirm(albumId, members);
      counts.confirmAlbum += 1;
    }
    for (const photoId of right) library.confirm(albumId, [photoId]);
    counts.confirmPhoto += right.length;
  };
  const settleAlbum = (album: SeenAlbum): void => {
    const members = [...album.confirmed, ...album.suggested];
    // Strangers do not take an album over that is somebody's home already, however many join it.
    const subject = findOwner(album.id) ?? findSubject(members.map(labelOf));
    if (subject === null) {
      const strangers = members.filter((photoId) => labelOf(photoId) === null);
      library.denyLandmark(strangers);
      counts.notLandmark += 1;
      for (const photoId of members.filter((each) => labelOf(each) !== null)) dismissStranger(album.id, photoId);
      return;
    }
    for (const photoId of members.filter((each) => labelOf(each) !== subject)) dismissStranger(album.id, photoId);
    const home = albumOf.get(subject);
    if (home !== undefined && home !== album.id) {
      library.merge(home, album.id);
      counts.merge += 1;
    } else albumOf.set(subject, album.id);
    confirmAll(home ?? album.id, subject, album);
  };
  const needsSettling = ({ id, confirmed, suggested, tentative }: SeenAlbum): boolean => {
    const subject = findOwner(id);
    if (suggested.length > 0 || subject === null) return confirmed.length + suggested.length > 0;
    return tentative.some((photoId) => labelOf(photoId) === subject);
  };
  const settleAll = async (): Promise<number> => {
    for (let rounds = 1; ; rounds += 1) {
      const albums = [...library.listAlbums()].sort((a, b) => countMembers(b) - countMembers(a) || a.id - b.id);
      let settled = 0;
      for (const { id } of albums) {
        // As it is now: a photo that was said to show no landmark has left all albums.
        const album = library.listAlbums().find((each) => each.id === id);
        if (album === undefined || !needsSettling(album)) continue;
        settleAlbum(album);
        settled += 1;
      }
      if (settled === 0 || rounds > mostRounds) return rounds;
      await library.learn();
    }
  };
  /** One photo of each landmark that has photos in no album. False when there is none. */
  const placeSome = (): boolean => {
    const confirmed = new Set(library.listAlbums().flatMap((album) => album.confirmed));
    const lost = new Map<string, number>();
    for (const [photoId, label] of labels) {
      if (label !== null && !confirmed.has(photoId) && !lost.has(label)) lost.set(label, photoId);
    }
    for (const [label, photoId] of lost) {
      const home = albumOf.get(label);
      if (home === undefined) {
        albumOf.set(label, library.open([photoId]));
        counts.openAlbum += 1;
      } else {
        library.confirm(home, [photoId]);
        counts.confirmPhoto += 1;
      }
    }
    return lost.size > 0;
  };

  let rounds = await settleAll();
  while (rounds <= mostRounds && placeSome()) {
    await library.learn();
    rounds += await settleAll();
  }
  const decisions = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { decisions, byKind: counts, rounds, wrong: countWrong(library.listAlbums(), labels) };
}

function countMembers({ confirmed, suggested }: SeenAlbum): number {
  return confirmed.length + suggested.length;
}

/** The landmark that most photos of an album show; null when more show none. */
function findSubject(shown: readonly (string | null)[]): string | null {
  const counts = new Map<string | null, number>();
  for (const label of shown) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [best] = [...counts].sort(([a, x], [b, y]) => y - x || Number(a === null) - Number(b === null));
  return best?.[0] ?? null;
}

/** Photos that are not where they belong. */
export function countWrong(albums: readonly SeenAlbum[], labels: ReadonlyMap<number, string | null>): number {
  const homes = new Map<number, number[]>();
  const subjects = new Map<string, Set<number>>();
  let wrong = 0;
  for (const { id, confirmed, suggested } of albums) {
    wrong += suggested.length;
    for (const photoId of confirmed) {
      homes.set(photoId, [...(homes.get(photoId) ?? []), id]);
      const label = labels.get(photoId) ?? null;
      if (label !== null) subjects.set(label, (subjects.get(label) ?? new Set()).add(id));
    }
  }
  for (const [photoId, label] of labels) {
    const own = homes.get(photoId) ?? [];
    const isRight = label === null ? own.length === 0 : own.length === 1;
    if (!isRight) wrong += 1;
  }
  // Two albums of one landmark, or two landmarks in one album.
  for (const albumIds of subjects.values()) wrong += albumIds.size - 1;
  const labelsOf = new Map<number, number>();
  for (const albumIds of subjects.values()) for (const id of albumIds) labelsOf.set(id, (labelsOf.get(id) ?? 0) + 1);
  for (const count of labelsOf.values()) wrong += count - 1;
  return wrong;
}
