/** @file Damage that SQLite itself does not see: what is stored is not what Cairn stores. */

/** The cause of what a person is told of such damage. */
export class UnreadableCatalogError extends Error {
  /** As SQLite says it of pages that it cannot read: the same is to be done. */
  readonly code = 'SQLITE_CORRUPT';

  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'UnreadableCatalogError';
  }
}

/**
 * Text of a column that holds JSON and nothing else.
 *
 * @throws UnreadableCatalogError when it is none: a drive or another program changed it
 */
export function parseStoredJson(text: string, column: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UnreadableCatalogError(`${column} is no JSON`, { cause: error });
  }
}
