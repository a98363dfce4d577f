/** What the venue calls a page. */
export interface CursorPage<Row> {
  readonly limit: number;
  readonly count: number;
  readonly next_cursor: string;
  readonly data: readonly Row[];
}

/** Cursor after the last page: `-1`, as base64. */
const END_CURSOR = "LTE=";

/**
 * The page of a list that a cursor points at. A cursor is the base64 of a position; the first is
 * `MA==`, and an absent one means the first.
 *
 * @returns `null` for a cursor that the venue never gave out
 */
export function cursorPage<Item, Row>(
  items: readonly Item[],
  { cursor, limit }: { readonly cursor: string; readonly limit: number },
  rowOf: (item: Item) => Row,
): CursorPage<Row> | null {
  const start = positionOf(cursor);
  if (start === null) return null;
  const page = start < 0 ? [] : items.slice(start, start + limit);
  const end = start + page.length;
  return {
    limit,
    count: page.length,
    next_cursor: start < 0 || end >= items.length ? END_CURSOR : cursorOf(end),
    data: page.map(rowOf),
  };
}

function cursorOf(position: number): string {
  return Buffer.from(String(position)).toString("base64");
}

function positionOf(cursor: string): number | null {
  if (cursor === "") return 0;
  if (cursor === END_CURSOR) return -1;
  if (cursor.length > 24) return null;
  const text = Buffer.from(cursor, "base64").toString("latin1");
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
