/** @file What follows from changed albums: covers chosen anew, places found, the embedder's personal references refreshed. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import { updateCover } from './choose-cover.ts';
import { sendPersonalReferences } from './personal-references.ts';
import { updateProvisionalPlace } from './provisional-place.ts';

export interface AlbumUpkeep {
  readonly noteTouched: (albumIds: readonly number[]) => void;
  /** Members were confirmed or merged: the running embedder hears of it soon. */
  readonly noteReferencesChanged: () => void;
  /** Chooses the covers of all albums noted, and places groups that had no place. */
  readonly chooseCovers: () => Promise<void>;
  readonly close: () => void;
}

export interface AlbumUpkeepOptions {
  readonly catalog: Catalog;
  /** Null while no embedder has told its model. */
  readonly getModelId: () => number | null;
  readonly getClient: () => EmbedderClient | null;
  readonly onChanged: () => void;
  readonly onError: (error: unknown) => void;
}

/** Waits for further decisions: a person confirms one photo after the other. */
const settleMs = 300;
/** How covers were chosen the last time: with another rule all are chosen anew, once. */
const coverRuleKey = 'albums.coverRule';
const coverRule = 'sharp and typical';

/** The covers of all albums have been chosen by this rule. */
export function noteCoversChosen(catalog: Catalog): void {
  catalog.settings.set(coverRuleKey, coverRule);
}

/** Makes the upkeep of albums. */
export function createAlbumUpkeep(options: AlbumUpkeepOptions): AlbumUpkeep {
  const { catalog, getModelId, getClient } = options;
  const touched = new Set<number>();
  let timer: NodeJS.Timeout | null = null;
  let isOver = false;
  const isClosed = (): boolean => isOver;

  const sendReferences = async (): Promise<void> => {
    timer = null;
    const client = getClient();
    const modelId = getModelId();
    // A stopped embedder gets them when it starts.
    if (client === null || modelId === null) return;
    await sendPersonalReferences({ catalog, client, modelId, isWanted: () => !isOver });
  };

  return {
    noteTouched: (albumIds) => {
      for (const albumId of albumIds) touched.add(albumId);
    },
    noteReferencesChanged: () => {
      timer ??= setTimeout(() => {
        sendReferences().catch(options.onError);
      }, settleMs).unref();
    },
    chooseCovers: async () => {
      const modelId = getModelId();
      if (modelId === null) return;
      const isNewRule = catalog.settings.get(coverRuleKey) !== coverRule;
      if (isNewRule)
        for (const { id, mergedIntoId } of catalog.albums.listAll()) if (mergedIntoId === null) touched.add(id);
      for (const albumId of [...touched]) {
        if (isClosed()) return;
        touched.delete(albumId);
        await updateCover({ catalog, modelId, client: getClient(), isClosed }, albumId);
        if (isClosed()) return;
        updateProvisionalPlace(catalog, albumId, modelId);
        await yieldToEventLoop();
      }
      if (isNewRule) noteCoversChosen(catalog);
      options.onChanged();
    },
    close: () => {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
