import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, type RefObject } from "react";
import { headerHeight } from "./table-header.tsx";

/** So many rows before the end, more are asked for. */
const nearEnd = 15;

type Given = {
  scroller: RefObject<HTMLDivElement | null>;
  ids: readonly string[];
  rowHeight: number;
  /** Kept in the page wherever it is, as the focus tells of it; -1: none. */
  active: number;
  onEndReached: (() => void) | undefined;
};

/** Which rows have to be in the page for what is in sight. */
export function useRowsInSight(given: Given): Virtualizer<HTMLDivElement, Element> {
  const { scroller, ids, rowHeight, active, onEndReached } = given;
  // oxlint-disable-next-line react/incompatible-library -- the compiler leaves it out; rows are memoised by hand
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(() => rowHeight, [rowHeight]),
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    rangeExtractor: useCallback((range: Range) => rangeWith(active, range), [active]),
    overscan: 8,
    // The header covers the first rows of what the scrolled box shows.
    scrollPaddingEnd: headerHeight,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  const askedAt = useRef(-1);
  const last = virtual.range?.endIndex ?? -1;
  useEffect(() => {
    if (!onEndReached || ids.length === 0 || last < ids.length - nearEnd || askedAt.current === ids.length) return;
    askedAt.current = ids.length;
    onEndReached();
  }, [onEndReached, ids.length, last]);
  return virtual;
}

function rangeWith(active: number, range: Range): number[] {
  const indexes = defaultRangeExtractor(range);
  const missing = active >= 0 && active < range.count && !indexes.includes(active);
  return missing ? [...indexes, active].toSorted((a, b) => a - b) : indexes;
}
