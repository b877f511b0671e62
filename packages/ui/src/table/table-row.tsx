/* oxlint-disable jsx-a11y/prefer-tag-over-role -- elements of a table lose their meaning in some browsers where they are laid out as grids */
import { memo, useLayoutEffect, useRef, type ReactNode, type RefObject } from "react";
import type { Column } from "./columns.ts";

type Given<Row> = {
  row: Row;
  /** Of the cells' element, for `aria-activedescendant`. */
  id: string;
  index: number;
  height: number;
  columns: readonly Column<Row>[];
  /** Undefined where nothing can be selected. */
  selected: boolean | undefined;
  active: boolean;
  openable: boolean;
};

/**
 * One row in its place. Presses are heard by the table, so that a row draws again only when it has changed itself; where others have
 * come above it, its place alone does.
 */
export const TableRow = memo(DrawnRow) as typeof DrawnRow;

function DrawnRow<Row>({ row, id, index, height, columns, selected, active, openable }: Given<Row>) {
  const element = useRef<HTMLDivElement>(null);
  useOwnControls(element, active);
  return (
    <div
      ref={element}
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-active={active || undefined}
      className={`absolute inset-x-0 top-0 grid grid-cols-(--columns) border-b border-line contain-strict hover:bg-sunken aria-selected:bg-marker-wash group-focus-visible/table:data-active:outline-2 group-focus-visible/table:data-active:-outline-offset-2 group-focus-visible/table:data-active:outline-ink ${openable ? "cursor-pointer" : ""}`}
      style={{ height, transform: `translateY(${index * height}px)` }}
    >
      {selected !== undefined && (
        <div role="gridcell" data-select className="grid cursor-pointer place-items-center">
          <input
            type="checkbox"
            checked={selected}
            readOnly
            tabIndex={-1}
            aria-label={`Select row ${index + 1}`}
            className="size-4 cursor-pointer accent-ink"
          />
        </div>
      )}
      <Cells row={row} columns={columns} />
    </div>
  );
}

/**
 * Tab goes from the table to what can be pressed in the row that the keys are at, and on. It would else go through all rows, and as more
 * are loaded at their end, never come out of the table.
 */
function useOwnControls(row: RefObject<HTMLDivElement | null>, active: boolean): void {
  // After each drawing: what a cell shows may be another control than before.
  useLayoutEffect(() => {
    const controls = row.current?.querySelectorAll<HTMLElement>("[role=gridcell]:not([data-select]) :is(a, button)");
    for (const control of controls ?? []) control.tabIndex = active ? 0 : -1;
  });
}

/**
 * What a row says, wherever it stands and whether it is selected or not. A cell is one element, and as high as the row: rows come by
 * the dozen, and the browser lays out each element of theirs.
 */
const Cells = memo(DrawnCells) as typeof DrawnCells;

function DrawnCells<Row>({ row, columns }: Pick<Given<Row>, "row" | "columns">): ReactNode {
  return columns.map((column) => (
    <div
      key={column.id}
      role="gridcell"
      className={`min-w-0 content-center truncate px-3 [&_:focus-visible]:-outline-offset-2 ${endClass(column)}`}
    >
      {column.cell(row)}
    </div>
  ));
}

/** Figures stand at the end of their column, one under the other. */
export function endClass({ align }: { align?: "start" | "end" }): string {
  return align === "end" ? "justify-end text-end tabular-nums" : "";
}

/** A place of the same size for a row that is on its way. */
export function PlaceholderRow({ height, columns, selectable }: PlaceholderGiven) {
  return (
    <div className="grid grid-cols-(--columns) border-b border-line" style={{ height }}>
      {selectable && <div />}
      {columns.map((column) => (
        <div key={column.id} className="flex items-center px-3">
          <div className="placeholder h-3.5 w-3/5" />
        </div>
      ))}
    </div>
  );
}

type PlaceholderGiven = { height: number; columns: readonly { id: string }[]; selectable: boolean };
