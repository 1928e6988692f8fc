/**
 * @file What the window finds again after a restart: the view, how far it was scrolled, the order and filters of landmarks and photos,
 * what was searched for, the section of the settings (the map keeps its own place, map/camera-memory.ts). Kept in the page's own storage; a text that is broken, or of another Cairn, counts as far as it is understood.
 */
import type { AlbumFilter } from '../../src/api/calls/album-lists.ts';
import type { PhotoFilter } from '../../src/api/photo-filter.ts';
import { placeViews } from '../../src/api/window-commands.ts';
import { parseAlbumFilter, parsePhotoFilter } from './remembered-filters.ts';
import type { GridMemory, Route } from './router.svelte.ts';
import { settingsSections, type SettingsSectionName } from './upkeep/settings-state.svelte.ts';

/** The part of `Storage` that is used here. */
export interface TextStorage {
  readonly getItem: (key: string) => string | null;
  readonly setItem: (key: string, value: string) => void;
}

export interface Remembered {
  readonly route: Route | null;
  /** Of the grids, by view. */
  readonly memories: Readonly<Record<string, GridMemory>>;
  /** Null: the usual one. */
  readonly albumSort: string | null;
  readonly albumFilter: AlbumFilter;
  readonly photoFilter: PhotoFilter;
  readonly searchText: string;
  readonly settingsSection: SettingsSectionName | null;
}

const key = 'cairn.window';
/** Longer texts are none of ours. */
const maxLength = 20_000;
/** As the contract has it (`searchTextMaxLength`; importing it would bundle the schemas). */
const maxSearchLength = 200;
const plainViews = [...placeViews, 'duplicates', 'history', 'settings'] as const;
const gridViews: readonly string[] = ['landmarks', 'photos', 'album'] satisfies readonly Route['view'][];
const remembersNothing: Remembered = {
  route: null,
  memories: {},
  albumSort: null,
  albumFilter: {},
  photoFilter: {},
  searchText: '',
  settingsSection: null,
};

/** Reads what was kept. Never throws. */
export function readRemembered(storage: TextStorage): Remembered {
  try {
    const text = storage.getItem(key);
    if (text === null || text.length > maxLength) return remembersNothing;
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return remembersNothing;
    return {
      route: parseRoute(value['route']),
      memories: parseMemories(value['memories']),
      albumSort: parseWord(value['albumSort']),
      albumFilter: parseAlbumFilter(value['albumFilter']),
      photoFilter: parsePhotoFilter(value['photoFilter']),
      searchText: parseText(value['searchText']),
      settingsSection: settingsSections.find((section) => section === value['settingsSection']) ?? null,
    };
  } catch {
    // Storage that is switched off, or text that is no JSON: the window opens as for a new person.
    return remembersNothing;
  }
}

/** Keeps it. A storage that is full or switched off costs the memory alone. */
export function writeRemembered(storage: TextStorage, remembered: Remembered): void {
  try {
    storage.setItem(key, JSON.stringify(remembered));
  } catch {
    // The next start begins at the first view.
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseRoute(value: unknown): Route | null {
  if (!isRecord(value)) return null;
  const view = plainViews.find((candidate) => candidate === value['view']);
  const albumId = isCount(value['albumId']) && value['albumId'] > 0 ? value['albumId'] : null;
  if (view === 'review' && albumId !== null) return { view, albumId };
  if (view !== undefined) return { view };
  return value['view'] === 'album' && albumId !== null ? { view: 'album', albumId } : null;
}

function parseMemories(value: unknown): Remembered['memories'] {
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).flatMap(([view, memory]) => {
    if (!gridViews.includes(view) || !isRecord(memory)) return [];
    const { scrollTop, activeIndex } = memory;
    if (typeof scrollTop !== 'number' || !Number.isFinite(scrollTop) || scrollTop < 0 || !isCount(activeIndex))
      return [];
    return [[view, { scrollTop, activeIndex }] as const];
  });
  return Object.fromEntries(entries);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** A word of ours: whoever takes it says whether it means anything. */
function parseWord(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z-]{1,40}$/.test(value) ? value : null;
}

function parseText(value: unknown): string {
  return typeof value === 'string' && value.length <= maxSearchLength ? value : '';
}
