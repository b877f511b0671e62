import type { ReactNode } from "react";

/** How wide a table is: below `sm` a phone, below `md` a drawer, below `lg` half a screen. */
export type TableSize = "base" | "sm" | "md" | "lg";

export type Column<Row> = {
  id: string;
  header: string;
  /** What stands in the cell; it is kept in one line and cut where it is too long. */
  cell: (row: Row) => ReactNode;
  /** CSS pixels, or a share of what the others leave. */
  width: number | `${number}fr`;
  align?: "start" | "end";
  sortable?: boolean;
  /** The column is left out where the table itself, not the screen, is narrower: `sm` 480 px, `md` 720, `lg` 960. */
  hideBelow?: "sm" | "md" | "lg";
  /** The column is left out from that width on: it tells in a few lines what wider tables have columns of their own for. */
  hideFrom?: "sm" | "md" | "lg";
};

export type Sort = { id: string; direction: "asc" | "desc" };

/** Where the boxes to select stand; as wide as a finger. */
const selectWidth = "44px";
const sizes = { base: 0, sm: 480, md: 720, lg: 960 } as const satisfies Record<TableSize, number>;

/** The size of a table of that many CSS pixels. */
export function sizeOf(width: number): TableSize {
  if (width >= sizes.lg) return "lg";
  if (width >= sizes.md) return "md";
  return width >= sizes.sm ? "sm" : "base";
}

/** The columns that a table of that size has room for. */
export function columnsAt<Row>(columns: readonly Column<Row>[], size: TableSize): readonly Column<Row>[] {
  return columns.filter(
    ({ hideBelow, hideFrom }) =>
      (hideBelow === undefined || sizes[size] >= sizes[hideBelow]) &&
      (hideFrom === undefined || sizes[size] < sizes[hideFrom]),
  );
}

/** `grid-template-columns` of the rows. */
export function gridTemplate(columns: readonly Pick<Column<never>, "width">[], selectable: boolean): string {
  const widths = columns.map(({ width }) => (typeof width === "number" ? `${width}px` : `minmax(0, ${width})`));
  return [...(selectable ? [selectWidth] : []), ...widths].join(" ");
}

/** What a press on a column's header asks for: ascending first, then the other way round. */
export function nextSort(sort: Sort | null | undefined, id: string): Sort {
  return { id, direction: sort?.id === id && sort.direction === "asc" ? "desc" : "asc" };
}
