/**
 * @file Where each tile of a virtual grid lies: pure arithmetic, no DOM.
 *
 * [Note: grid layouts] Two layouts behind one interface. *Uniform* tiles need nothing but the number of items, so a list of
 * any length has its exact height before a single page is fetched: nothing ever jumps. *Justified* rows keep the shape of
 * each photo, and need the shape of every photo before them: used where the whole list is at hand (albums of usual size).
 * Both know sections (a heading above a run of items). All lengths are CSS pixels, y grows downwards from the grid's top.
 */

/** A run of items under one heading. `headingHeight` 0: no heading. */
export interface GridSection {
  readonly count: number;
  readonly headingHeight: number;
}

export interface GridRow {
  readonly index: number;
  readonly top: number;
  readonly height: number;
  /** Index of its first item, and how many it holds. */
  readonly first: number;
  readonly count: number;
}

export interface GridTile {
  readonly column: number;
  readonly left: number;
  readonly width: number;
}

export interface GridLayout {
  readonly height: number;
  readonly rowCount: number;
  /** Of the fullest row. */
  readonly columnCount: number;
  readonly itemCount: number;
  /** Top of each section, its heading included; same order as the sections given. */
  readonly sectionTops: readonly number[];
  /** Row at a height; the nearest one when there is a heading or nothing. 0 for an empty grid. */
  readonly findRowAt: (y: number) => number;
  /** Row that holds an item. */
  readonly findRowOf: (itemIndex: number) => number;
  readonly getRow: (rowIndex: number) => GridRow;
  readonly getTile: (itemIndex: number) => GridTile;
}

export interface UniformLayoutOptions {
  readonly width: number;
  readonly sections: readonly GridSection[];
  /** A tile is at least this wide; the columns share what is left over. */
  readonly minTileWidth: number;
  readonly gap: number;
  /** Height of a tile = width * heightRatio + extraHeight (a caption). */
  readonly heightRatio: number;
  readonly extraHeight: number;
}

/** Index of the last entry of ascending `values` that is <= `value`; 0 when there is none. */
function findLastAtMost(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((values[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Equal tiles in as many columns as fit. See [Note: grid layouts]. */
export function createUniformLayout(options: UniformLayoutOptions): GridLayout {
  const { width, sections, minTileWidth, gap, heightRatio, extraHeight } = options;
  const columnCount = Math.max(1, Math.floor((width + gap) / (minTileWidth + gap)));
  const tileWidth = Math.max(1, (width - gap * (columnCount - 1)) / columnCount);
  const tileHeight = tileWidth * heightRatio + extraHeight;
  const pitch = tileHeight + gap;

  const sectionTops: number[] = [];
  const firstItems: number[] = [];
  const firstRows: number[] = [];
  let top = 0;
  let itemCount = 0;
  let rowCount = 0;
  for (const section of sections) {
    sectionTops.push(top);
    firstItems.push(itemCount);
    firstRows.push(rowCount);
    const rows = Math.ceil(section.count / columnCount);
    if (section.count > 0) top += section.headingHeight + rows * pitch;
    itemCount += section.count;
    rowCount += rows;
  }

  // Empty sections share their start with the next one: findLastAtMost then answers the one that holds the item.
  const bodyTop = (section: number): number => (sectionTops[section] ?? 0) + (sections[section]?.headingHeight ?? 0);
  const findRowOf = (itemIndex: number): number => {
    const section = findLastAtMost(firstItems, itemIndex);
    return (firstRows[section] ?? 0) + Math.floor((itemIndex - (firstItems[section] ?? 0)) / columnCount);
  };
  const getRow = (index: number): GridRow => {
    const section = findLastAtMost(firstRows, index);
    const rowInSection = index - (firstRows[section] ?? 0);
    const inSection = rowInSection * columnCount;
    const count = Math.max(0, Math.min(columnCount, (sections[section]?.count ?? 0) - inSection));
    const first = (firstItems[section] ?? 0) + inSection;
    return { index, top: bodyTop(section) + rowInSection * pitch, height: tileHeight, first, count };
  };
  return {
    height: Math.max(0, top - gap),
    rowCount,
    columnCount,
    itemCount,
    sectionTops,
    findRowOf,
    getRow,
    findRowAt: (y) => {
      const section = findLastAtMost(sectionTops, Math.max(0, y));
      const rows = Math.ceil((sections[section]?.count ?? 0) / columnCount);
      const rowInSection = Math.floor((y - bodyTop(section)) / pitch);
      const row = (firstRows[section] ?? 0) + Math.min(Math.max(0, rows - 1), Math.max(0, rowInSection));
      return Math.max(0, Math.min(row, rowCount - 1));
    },
    getTile: (itemIndex) => {
      const column = itemIndex - getRow(findRowOf(itemIndex)).first;
      return { column, left: column * (tileWidth + gap), width: tileWidth };
    },
  };
}

export interface JustifiedLayoutOptions {
  readonly width: number;
  readonly sections: readonly GridSection[];
  /** Width / height of each item, all sections one after another. */
  readonly aspectRatios: readonly number[];
  readonly targetRowHeight: number;
  readonly gap: number;
}

/** Panoramas and slivers are cropped to this, so that one photo never takes a whole row or vanishes. */
const aspectLimits = { least: 0.56, most: 2.6 } as const;

/** Rows of equal height and full width, each photo in its own shape. See [Note: grid layouts]. */
export function createJustifiedLayout(options: JustifiedLayoutOptions): GridLayout {
  const { width, sections, gap, targetRowHeight } = options;
  const aspects = options.aspectRatios.map((aspect) =>
    Math.min(aspectLimits.most, Math.max(aspectLimits.least, Number.isFinite(aspect) ? aspect : 1.5)),
  );
  const rows: GridRow[] = [];
  const tiles: GridTile[] = [];
  const sectionTops: number[] = [];
  let top = 0;
  let start = 0;

  const closeRow = (first: number, count: number, height: number): void => {
    let left = 0;
    for (let column = 0; column < count; column++) {
      const tileWidth = (aspects[first + column] ?? 1) * height;
      tiles.push({ column, left, width: tileWidth });
      left += tileWidth + gap;
    }
    rows.push({ index: rows.length, top, height, first, count });
    top += height + gap;
  };

  for (const section of sections) {
    sectionTops.push(top);
    if (section.count > 0) top += section.headingHeight;
    const end = start + section.count;
    let first = start;
    while (first < end) {
      // Take photos until the row is full, then drop the last one again if the row comes nearer to its target without it.
      let sum = 0;
      let count = 0;
      let height = Number.POSITIVE_INFINITY;
      while (first + count < end && height > targetRowHeight) {
        sum += aspects[first + count] ?? 1;
        count++;
        height = (width - gap * (count - 1)) / sum;
      }
      if (height <= targetRowHeight && count > 1) {
        const withoutLast = (width - gap * (count - 2)) / (sum - (aspects[first + count - 1] ?? 1));
        if (withoutLast - targetRowHeight < targetRowHeight - height) {
          count--;
          height = withoutLast;
        }
      }
      closeRow(first, count, Math.max(1, Math.min(height, targetRowHeight * 1.5)));
      first += count;
    }
    start = end;
  }

  const rowTops = rows.map((row) => row.top);
  const rowFirsts = rows.map((row) => row.first);
  const nothing: GridRow = { index: 0, top: 0, height: 0, first: 0, count: 0 };
  return {
    height: Math.max(0, top - gap),
    rowCount: rows.length,
    columnCount: rows.reduce((most, row) => Math.max(most, row.count), 0),
    itemCount: start,
    sectionTops,
    findRowAt: (y) => findLastAtMost(rowTops, y),
    findRowOf: (itemIndex) => findLastAtMost(rowFirsts, itemIndex),
    getRow: (index) => rows[index] ?? nothing,
    getTile: (itemIndex) => tiles[itemIndex] ?? { column: 0, left: 0, width: 0 },
  };
}
