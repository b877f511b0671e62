/** A page as it was read: its rows, the newest first, and whether there are more behind it. */
type Page<Row, Rest> = { rows: Row[] } & Rest;
export type Pages<Row, Rest> = { pages: Page<Row, Rest>[]; pageParams: (string | undefined)[] };

/**
 * What is held, with what has come since: `first` is the first page, read anew. Where it does not reach down to what is held there
 * is a gap, and only it is kept.
 */
export function withNewer<Row, Rest>(
  held: Pages<Row, Rest> | undefined,
  first: Page<Row, Rest>,
  idOf: (row: Row) => string,
): Pages<Row, Rest> {
  const [top, ...below] = held?.pages ?? [];
  const known = new Set(top?.rows.map(idOf));
  const fresh = first.rows.filter((row) => !known.has(idOf(row)));
  if (!held || !top || fresh.length === first.rows.length) return { pages: [first], pageParams: [undefined] };
  return { ...held, pages: [{ ...top, rows: [...fresh, ...top.rows] }, ...below] };
}
