/** @file The window's calls, answered in the window's language: names of albums and landmarks, places, reasons. */
import type { CallName, CallOutput, LibraryCallHandlers } from '../../api/calls.ts';
import type { SearchPart, SearchReason } from '../../api/search.ts';
import type { HistoryAlbum, ReviewAlbum } from '../../api/review-views.ts';
import type { EmbedderView, NameMatch, Page, PhotoReasons } from '../../api/views.ts';
import type { LocalNames } from './local-names.ts';

/** What is done to the answer of a call; calls without words are not listed. */
type Localizers = {
  readonly [Name in CallName]?: (output: CallOutput<Name>, names: LocalNames) => CallOutput<Name>;
};

function mapPage<Item>(page: Page<Item>, change: (item: Item) => Item): Page<Item> {
  return { ...page, items: page.items.map(change) };
}

const localizers: Localizers = {
  'albums.list': (page, names) => mapPage(page, names.album),
  'albums.sections': (sections, names) =>
    sections.map((section) => {
      if (section.kind !== 'place') return section;
      const { country, city } = section;
      // The country says which city is meant.
      const whole = country === null || city === null ? null : names.place(`${city}, ${country}`);
      const countryName = names.place(country);
      const cityName =
        whole !== null && countryName !== null && whole.startsWith(countryName)
          ? whole.slice(countryName.length).trim()
          : whole;
      return { ...section, country: countryName, city: cityName === '' ? city : cityName };
    }),
  'albums.facets': (facets, names) => ({
    ...facets,
    countries: facets.countries.map((one) => ({ ...one, label: names.place(one.label) })),
  }),
  'albums.get': (album, names) => names.album(album),
  'albums.rename': (album, names) => names.album(album),
  'albums.merge': (album, names) => names.album(album),
  'albums.split': (album, names) => names.album(album),
  'albums.setCover': (album, names) => names.album(album),
  'albums.link': (album, names) => names.album(album),
  'albums.confirmLandmark': (album, names) => names.album(album),
  'albums.nameProposals': (proposals, names) =>
    proposals.map((proposal) => ({
      ...proposal,
      name:
        proposal.landmarkId === null ? names.place(proposal.name) : names.landmark(proposal.landmarkId, proposal.name),
      why: names.text(proposal.why),
    })),
  'albums.proposals': (proposals, names) =>
    proposals.map((proposal) => {
      const { albumId, albumName, fromAlbumId, fromAlbumName, reason } = proposal;
      const name = names.albumName(albumId, albumName);
      const fromName =
        fromAlbumId === null || fromAlbumName === null ? null : names.albumName(fromAlbumId, fromAlbumName);
      const said = names.text(reason).replaceAll(`“${albumName}”`, `“${name}”`);
      const withNames = fromName === null ? said : said.replaceAll(`“${fromAlbumName ?? ''}”`, `“${fromName}”`);
      return { ...proposal, albumName: name, fromAlbumName: fromName, reason: withNames };
    }),
  'map.points': (points, names) => ({
    ...points,
    albums: points.albums.map((album) => ({
      ...album,
      name: names.albumName(album.id, album.name),
      place: names.place(album.place),
    })),
  }),
  'map.cities': (cities, names) => cities.map((city) => ({ ...city, name: names.place(city.name) })),
  'names.find': (found, names) => found.map((match) => localizeMatch(match, names)),
  'search.query': (results, names) => ({
    names: results.names.map((match) => localizeMatch(match, names)),
    groups: results.groups.map((group) => ({
      ...group,
      reasons: group.reasons.map((reason, place) => localizeSearchReason(reason, group.filter[place], names)),
    })),
  }),
  'search.examples': (examples, names) =>
    examples.map((example) => {
      if (example.kind === 'name') return { ...example, text: names.known(example.text) };
      return example.kind === 'place' ? { ...example, city: names.place(example.city) } : example;
    }),
  'search.image': (found, names) => ({
    ...found,
    likelyAlbum:
      found.likelyAlbum === null
        ? null
        : { ...found.likelyAlbum, name: names.albumName(found.likelyAlbum.id, found.likelyAlbum.name) },
    reasons: localizeReasons(found.reasons, names),
  }),
  'photos.get': (details, names) => ({
    ...details,
    place: names.place(details.place),
    memberships: details.memberships.map((membership) => ({
      ...membership,
      name: names.albumName(membership.albumId, membership.name),
    })),
  }),
  'photos.why': localizeReasons,
  'photos.doubtful': (doubtful, names) =>
    doubtful.map((one) => ({ ...one, albumName: names.albumName(one.albumId, one.albumName) })),
  'review.queue': (queue, names) => ({
    ...queue,
    cards: queue.cards.map((card) => ({
      ...card,
      album: localizeReviewAlbum(card.album, names),
      ...(card.kind === 'regroup' && card.from !== null ? { from: localizeReviewAlbum(card.from, names) } : {}),
    })),
  }),
  'decisions.history': (page, names) =>
    mapPage(page, (entry) => ({
      ...entry,
      album: localizeHistoryAlbum(entry.album, names),
      other: localizeHistoryAlbum(entry.other, names),
      landmarkName: entry.landmarkName === null ? null : names.known(entry.landmarkName),
    })),
  'indexing.failures': (page, names) =>
    mapPage(page, (failure) => ({ ...failure, reason: names.text(failure.reason) })),
  'settings.get': (settings, names) => ({ ...settings, embedder: localizeEmbedder(settings.embedder, names) }),
};

function localizeReasons(reasons: PhotoReasons, names: LocalNames): PhotoReasons {
  return {
    ...reasons,
    name: reasons.landmarkId === null || reasons.name === null ? reasons.name : names.known(reasons.name),
    twins: reasons.twins.map(names.known),
    landmarks: reasons.landmarks.map((candidate) => ({ ...candidate, name: names.known(candidate.name) })),
    similar: reasons.similar.map((photo) => ({ ...photo, albums: photo.albums.map(names.known) })),
  };
}

function localizeMatch(match: NameMatch, names: LocalNames): NameMatch {
  const { albumId, landmarkId, name } = match;
  const local = albumId === null ? names.landmark(landmarkId ?? '', name) : names.albumName(albumId, name);
  return { ...match, ...localizeName({ name: local, matched: match.matched }, name), place: names.place(match.place) };
}

function localizeSearchReason(reason: SearchReason, part: SearchPart | undefined, names: LocalNames): SearchReason {
  if (reason.kind === 'place') return { ...reason, place: names.place(reason.place) };
  if (reason.kind !== 'album' || part?.kind !== 'album') return reason;
  const name = names.albumName(part.albumId, reason.name);
  return { ...reason, ...localizeName({ name, matched: reason.matched }, reason.name) };
}

/** What a person typed may be the name that is shown now, or no longer be it. */
function localizeName(
  { name, matched }: { readonly name: string; readonly matched: string | null },
  english: string,
): { readonly name: string; readonly matched: string | null } {
  const typed = matched ?? english;
  return { name, matched: typed === name ? null : typed };
}

function localizeReviewAlbum(album: ReviewAlbum, names: LocalNames): ReviewAlbum {
  return { ...album, name: names.albumName(album.id, album.name), place: names.place(album.place) };
}

function localizeHistoryAlbum(album: HistoryAlbum | null, names: LocalNames): HistoryAlbum | null {
  if (album === null) return null;
  return { ...album, name: names.formerName(album.id, album.name) };
}

/** Verdicts of the processors and the problem in words of the language. */
export function localizeEmbedder(view: EmbedderView, names: LocalNames): EmbedderView {
  return {
    ...view,
    problem: view.problem === null ? null : names.text(view.problem),
    verdicts: view.verdicts.map((verdict) => ({ ...verdict, detail: names.text(verdict.detail) })),
  };
}

/** @param getNames null while the window speaks English, as the library does */
export function localizeHandlers(
  handlers: LibraryCallHandlers,
  getNames: () => LocalNames | null,
): LibraryCallHandlers {
  const wrap = (name: keyof LibraryCallHandlers): ((input: unknown) => unknown) => {
    // The handler and the localizer are of this very call, which TypeScript cannot follow through the tables.
    const handle = handlers[name] as (input: unknown) => unknown;
    const localize = localizers[name] as ((output: unknown, names: LocalNames) => unknown) | undefined;
    return (input) => {
      const names = getNames();
      if (names === null) return handle(input);
      const finish = (output: unknown): unknown => (localize === undefined ? output : localize(output, names));
      const output = handle(input);
      return output instanceof Promise ? output.then(finish) : finish(output);
    };
  };
  const names = Object.keys(handlers) as (keyof LibraryCallHandlers)[];
  return Object.fromEntries(names.map((name) => [name, wrap(name)])) as unknown as LibraryCallHandlers;
}
