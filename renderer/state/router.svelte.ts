/** @file Which view is shown, and the way back: each visit keeps its scroll position and the tile that had the focus. */
import type { PlaceBounds } from './map/viewport.ts';

export type Route =
  | { readonly view: 'landmarks' }
  | { readonly view: 'photos' }
  | { readonly view: 'album'; readonly albumId: number }
  /** `bounds`: what to show of it, rather than what it showed last. */
  | { readonly view: 'map'; readonly bounds?: PlaceBounds }
  | { readonly view: 'search' }
  | { readonly view: 'activity' }
  | { readonly view: 'duplicates' }
  /** `albumId`: questions of this album alone. */
  | { readonly view: 'review'; readonly albumId?: number }
  | { readonly view: 'history' }
  | { readonly view: 'settings' };

export type ViewName = Route['view'];

/** What a grid finds again when the person comes back to it. Plain data that the grid writes to. */
export interface GridMemory {
  scrollTop: number;
  activeIndex: number;
}

export interface Visit {
  readonly key: number;
  readonly route: Route;
  readonly memory: GridMemory;
}

export function createGridMemory(): GridMemory {
  return { scrollTop: 0, activeIndex: 0 };
}

function isSameRoute(a: Route, b: Route): boolean {
  if (a.view === 'album' && b.view === 'album') return a.albumId === b.albumId;
  if (a.view === 'map' && b.view === 'map') return a.bounds === b.bounds;
  if (a.view === 'review' && b.view === 'review') return a.albumId === b.albumId;
  return a.view === b.view;
}

/** One comes to them from another view, which the way back leads to. */
const openedViews: readonly ViewName[] = ['album', 'duplicates', 'history'];
/** Found again as they were left. */
const topLevelViews: readonly ViewName[] = ['landmarks', 'photos'];

export class Router {
  #nextKey = 1;
  /** Top-level views are found again as they were left, whichever way the person comes. */
  readonly #kept = new Map<ViewName, GridMemory>();
  #visits = $state.raw<readonly Visit[]>([this.#createVisit({ view: 'landmarks' })]);
  /** Where the person was when the window was closed; before anything else goes anywhere. */
  restore(route: Route | null, memories: Readonly<Record<string, GridMemory>>): void {
    for (const view of topLevelViews) {
      const memory = memories[view];
      if (memory !== undefined) this.#kept.set(view, { ...memory });
    }
    const first = this.#createVisit({ view: route?.view === 'duplicates' ? 'photos' : 'landmarks' });
    if (route === null || route.view === 'landmarks') {
      this.#visits = [first];
      return;
    }
    const visit = this.#createVisit(route);
    const album = memories['album'];
    if (route.view === 'album' && album !== undefined) Object.assign(visit.memory, album);
    this.#visits = openedViews.includes(route.view) ? [first, visit] : [visit];
  }

  /** What the grids of the top level remember, and that of the album on view, by view. */
  listMemories(): Readonly<Record<string, GridMemory>> {
    const { route, memory } = this.visit;
    return { ...Object.fromEntries(this.#kept), ...(route.view === 'album' ? { album: memory } : {}) };
  }

  /** False until the person went somewhere: the first view then takes no focus from nobody. */
  hasMoved = false;

  readonly visit = $derived.by(() => {
    const visit = this.#visits.at(-1);
    if (visit === undefined) throw new Error('The way back is never empty.');
    return visit;
  });
  readonly route = $derived(this.visit.route);
  readonly canGoBack = $derived(this.#visits.length > 1);

  /** One level down: the current view is where "back" leads. */
  readonly open = (route: Route): void => {
    if (isSameRoute(route, this.route)) return;
    this.hasMoved = true;
    this.#visits = [...this.#visits, this.#createVisit(route)];
  };

  /** From the sidebar: a fresh start at the top level. A visit of the same view that is still on the way is gone back to. */
  readonly goTo = (route: Route): void => {
    if (isSameRoute(route, this.route)) return;
    this.hasMoved = true;
    const visited = this.#visits.findIndex((visit) => isSameRoute(visit.route, route));
    this.#visits = visited < 0 ? [this.#createVisit(route)] : this.#visits.slice(0, visited + 1);
  };

  /** The current view gives way to another one without a way back to it (an album that was merged away). */
  readonly replace = (route: Route): void => {
    this.hasMoved = true;
    const before = this.#visits.slice(0, -1).filter((visit) => !isSameRoute(visit.route, route));
    this.#visits = [...before, this.#createVisit(route)];
  };

  readonly back = (): void => {
    if (!this.canGoBack) return;
    this.hasMoved = true;
    this.#visits = this.#visits.slice(0, -1);
  };

  #createVisit(route: Route): Visit {
    const isTopLevel = topLevelViews.includes(route.view);
    const memory = (isTopLevel ? this.#kept.get(route.view) : undefined) ?? createGridMemory();
    if (isTopLevel) this.#kept.set(route.view, memory);
    return { key: this.#nextKey++, route, memory };
  }
}
