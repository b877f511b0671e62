/* oxlint-disable jsx-a11y/prefer-tag-over-role -- elements of a table lose their meaning in some browsers where they are laid out as grids */
import {
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from "react";
import { useWidth } from "../parts/use-width.ts";
import { columnsAt, gridTemplate, sizeOf, type Column, type Sort } from "./columns.ts";
import { allToggled, shareSelected } from "./selection.ts";
import { headerHeight, TableHeader } from "./table-header.tsx";
import { PlaceholderRow, TableRow } from "./table-row.tsx";
import { useRowInput } from "./use-row-input.ts";
import { useRowsInSight } from "./use-rows-in-sight.ts";

export type { Column, Sort } from "./columns.ts";

export type DataTableProps<Row> = {
  /** The same array each time, or all rows draw again. */
  columns: readonly Column<Row>[];
  /** Undefined before the first answer. A row that stays the same object is not drawn again. */
  rows: readonly Row[] | undefined;
  /** Unique among the rows. */
  getRowId: (row: Row) => string;
  /** What the table lists, for who cannot see it. */
  label: string;
  onOpen?: (row: Row) => void;
  /** Ids of rows, of those that are not loaded too; without it, nothing can be selected. */
  selection?: ReadonlySet<string>;
  onSelect?: (selection: Set<string>) => void;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  /** CSS pixels; 40 unless told. */
  rowHeight?: number;
  /** The first answer is awaited: places for rows stand in their stead. */
  loading?: boolean;
  /** So many places; 10 unless told. */
  placeholders?: number;
  /** The rows are those of what was asked for before. */
  dim?: boolean;
  /** What stands there when there are no rows. */
  empty?: ReactNode;
  /** There is more, and the end of what is loaded is near; asked once for each number of rows. */
  onEndReached?: () => void;
  /** When this changes, other rows are shown, such as the next page: they are seen from their beginning. */
  shownKey?: string | number;
  /** The height: `max-h-[70dvh]` unless told. */
  className?: string;
};

/** A table of any length: only rows in sight are in the page. Arrows move, Enter opens, Space selects, with Shift a range. */
export function DataTable<Row>(given: DataTableProps<Row>) {
  const { selection, loading = false, dim = false, className = "max-h-[70dvh]" } = given;
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, ids, columns, active, drawn, input, idOf } = useTable(given, scroller);
  useBeginning(scroller, given.shownKey);
  const selected = useMemo(() => selection && shareSelected(selection, ids), [selection, ids]);
  const style = { "--columns": gridTemplate(columns, selection !== undefined) } as CSSProperties;
  return (
    <div className="min-w-0 overflow-hidden rounded-card border border-line bg-surface has-[>:focus-visible]:outline-2 has-[>:focus-visible]:outline-offset-2 has-[>:focus-visible]:outline-ink">
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={given.label}
        aria-busy={loading || dim || undefined}
        aria-rowcount={given.onEndReached ? -1 : rows.length + 1}
        aria-multiselectable={selection ? true : undefined}
        aria-activedescendant={active === -1 ? undefined : idOf(ids[active])}
        {...input}
        style={style}
        className={`group/table overflow-auto overscroll-x-contain text-sm [overflow-anchor:none] [scrollbar-gutter:stable] [scrollbar-width:thin] outline-none ${className}`}
      >
        <TableHeader
          columns={columns}
          sort={given.sort}
          onSort={given.onSort}
          selected={selected}
          onSelectAll={() => selection && given.onSelect?.(allToggled(selection, ids))}
        />
        {rows.length > 0 ? drawn(dim) : loading && <Placeholders {...given} columns={columns} />}
      </div>
      {rows.length === 0 && !loading && (
        <div className="p-6 text-center text-ink-soft">{given.empty ?? "Nothing here"}</div>
      )}
    </div>
  );
}

function useBeginning(scroller: RefObject<HTMLDivElement | null>, shownKey: string | number | undefined): void {
  const shown = useRef(shownKey);
  useLayoutEffect(() => {
    if (shown.current === shownKey) return;
    shown.current = shownKey;
    scroller.current?.scrollTo({ top: 0 });
  }, [scroller, shownKey]);
}

const none: readonly never[] = [];
const defaultRowHeight = 40;

function useTable<Row>(given: DataTableProps<Row>, scroller: RefObject<HTMLDivElement | null>) {
  const { rows = none, getRowId, rowHeight = defaultRowHeight, selection, onOpen, onSelect } = given;
  const prefix = useId();
  const idOf = (key: unknown): string => `${prefix}${String(key)}`;
  const size = sizeOf(useWidth(scroller));
  const columns = useMemo(() => columnsAt(given.columns, size), [given.columns, size]);
  const ids = useMemo(() => rows.map(getRowId), [rows, getRowId]);
  const [activeId, setActiveId] = useState<string>();
  const active = useMemo(() => (activeId === undefined ? -1 : ids.indexOf(activeId)), [ids, activeId]);
  const virtual = useRowsInSight({ scroller, ids, rowHeight, active, onEndReached: given.onEndReached });
  const perScreen = (): number => Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1;
  const firstInSight = (): number => Math.ceil((scroller.current?.scrollTop ?? 0) / rowHeight);
  const onMove = (index: number): void => {
    setActiveId(ids[index]);
    virtual.scrollToIndex(index);
  };
  const input = useRowInput({ rows, ids, active, perScreen, firstInSight, onMove, onOpen, selection, onSelect });
  const drawn = (dim: boolean): ReactNode => (
    <div
      role="rowgroup"
      className={`relative transition-opacity ${dim ? "opacity-80 grayscale" : ""}`}
      style={{ height: virtual.getTotalSize() }}
    >
      {virtual.getVirtualItems().map(({ index, key }) => (
        <TableRow
          key={key}
          id={idOf(key)}
          row={rows[index] as Row}
          index={index}
          height={rowHeight}
          columns={columns}
          selected={selection?.has(String(key))}
          active={index === active}
          openable={onOpen !== undefined}
        />
      ))}
    </div>
  );
  return { rows, ids, columns, active, drawn, input, idOf };
}

type PlaceholderGiven = Pick<DataTableProps<never>, "rowHeight" | "placeholders" | "selection"> & {
  columns: readonly { id: string }[];
};

function Placeholders({ rowHeight = defaultRowHeight, placeholders = 10, selection, columns }: PlaceholderGiven) {
  return (
    <div aria-hidden>
      {Array.from({ length: placeholders }, (_, index) => (
        <PlaceholderRow key={index} height={rowHeight} columns={columns} selectable={selection !== undefined} />
      ))}
    </div>
  );
}
