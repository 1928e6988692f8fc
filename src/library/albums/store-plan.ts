/** @file Writes what a grouping changes, in slices, so that main stays responsive. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import type { GroupPhoto } from '../../ml/embedder-messages.ts';
import { nameGroup } from './album-places.ts';
import type { GroupPlan, PlannedAlbum } from './match-groups.ts';
import type { SwitchPlan } from './plan-switch.ts';

export interface StorePlanParams {
  readonly catalog: Catalog;
  readonly plan: GroupPlan & Partial<Pick<SwitchPlan, 'leaves'>>;
  /** Places of the photos that open albums, by id. */
  readonly photos: ReadonlyMap<number, GroupPhoto>;
  /** Gets the albums whose members changed. */
  readonly onAlbumsTouched: (albumIds: readonly number[]) => void;
}

/** Longest that main is held at a time, ms. */
const sliceMs = 8;

/**
 * Some groups a transaction. After a crash in between the next grouping finds the rest: what is in an album by then is only
 * evidence of which album its group is.
 */
export async function storePlan({ catalog, plan, photos, onAlbumsTouched }: StorePlanParams): Promise<void> {
  const rated = new Set<number>();
  const suggestAll = (albumId: number, { suggestions, certainty }: PlannedAlbum): void => {
    for (const { photoId, confidence, isTentative } of suggestions) {
      catalog.memberships.setSuggested(albumId, photoId, confidence, isTentative);
    }
    // The biggest group of an album comes first. How sure an album of the atlas is, its members' recognitions say.
    if (!rated.has(albumId) && catalog.albums.get(albumId)?.kind === 'group') {
      catalog.albums.setCertainty(albumId, certainty);
    }
    rated.add(albumId);
    onAlbumsTouched([albumId]);
  };
  const leaves = (plan.leaves ?? []).map(({ albumId, photoIds }) => () => {
    // What a person decided meanwhile stays: only suggestions are taken back.
    for (const photoId of photoIds) catalog.memberships.removeSuggested(albumId, photoId);
    onAlbumsTouched([albumId]);
  });
  const joins = plan.joins.map(({ albumId, ...planned }) => () => {
    // Merged meanwhile: its photos are where it went.
    const target = catalog.albums.resolve(albumId);
    if (target !== null) suggestAll(target, planned);
  });
  // Of all albums of a large library: only when one is opened.
  const takenNames = new Set(plan.openings.length === 0 ? [] : catalog.albums.listTakenNames());
  const openings = plan.openings.map((planned) => () => {
    const members = planned.suggestions.flatMap(({ photoId, isTentative }) =>
      isTentative ? [] : (photos.get(photoId) ?? []),
    );
    const view = nameGroup(members, takenNames);
    takenNames.add(view.name);
    suggestAll(catalog.albums.insert({ kind: 'group', landmarkId: null, ...view }), planned);
  });
  const writes = [...leaves, ...joins, ...openings];
  while (writes.length > 0) {
    const startMs = performance.now();
    catalog.transaction(() => {
      do writes.shift()?.();
      while (writes.length > 0 && performance.now() - startMs < sliceMs);
    });
    await yieldToEventLoop();
  }
}
