/* oxlint-disable jsx-a11y/prefer-tag-over-role -- elements of a table lose their meaning in some browsers where they are laid out as grids */
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import ArrowUpDown from "lucide-react/icons/arrow-up-down";
import { nextSort, type Column, type Sort } from "./columns.ts";
import { endClass } from "./table-row.tsx";

/** CSS pixels; the rows below scroll under it. */
export const headerHeight = 40;

type Given<Row> = {
  columns: readonly Column<Row>[];
  sort: Sort | null | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  /** Undefined where nothing can be selected. */
  selected: "all" | "some" | "none" | undefined;
  onSelectAll: () => void;
};

/** The names of the columns, which stay in sight. */
export function TableHeader<Row>({ columns, sort, onSort, selected, onSelectAll }: Given<Row>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
      <div
        role="row"
        aria-rowindex={1}
        className="grid grid-cols-(--columns) border-b border-edge text-sm font-medium text-ink-soft"
        style={{ height: headerHeight }}
      >
        {selected !== undefined && (
          <div role="columnheader" className="grid place-items-center">
            <input
              type="checkbox"
              aria-label="Select all rows that are loaded"
              className="size-4 accent-ink"
              checked={selected === "all"}
              onChange={onSelectAll}
              ref={(box) => {
                if (box) box.indeterminate = selected === "some";
              }}
            />
          </div>
        )}
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  );
}

const ariaSort = { asc: "ascending", desc: "descending" } as const;

type CellGiven<Row> = Pick<Given<Row>, "sort" | "onSort"> & { column: Column<Row> };

function HeaderCell<Row>({ column, sort, onSort }: CellGiven<Row>) {
  const direction = sort?.id === column.id ? sort.direction : undefined;
  const sortable = column.sortable && onSort !== undefined;
  const Arrow = direction === undefined ? ArrowUpDown : direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <div
      role="columnheader"
      aria-sort={direction ? ariaSort[direction] : sortable ? "none" : undefined}
      className={`flex min-w-0 items-center ${sortable ? "px-1" : "px-3"} ${endClass(column)}`}
    >
      {sortable ? (
        <button
          type="button"
          onClick={() => onSort(nextSort(sort, column.id))}
          className={`flex h-8 max-w-full min-w-0 items-center gap-1.5 rounded-control px-2 hover:bg-sunken hover:text-ink ${direction ? "text-ink" : ""}`}
        >
          <span className="truncate">{column.header}</span>
          <Arrow size={14} aria-hidden className={`shrink-0 ${direction ? "" : "opacity-50"}`} />
        </button>
      ) : (
        <span className="truncate">{column.header}</span>
      )}
    </div>
  );
}
