/** @file How names sort: SQLite's own NOCASE knows only ASCII. */

/** Key under which a name sorts: compatibility forms, case and accents folded, so "Élysée" stands beside "elysee". */
export function buildSortKey(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}+/gu, '')
    .toLowerCase()
    .trim();
}
