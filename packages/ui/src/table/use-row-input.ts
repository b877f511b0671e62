import { useRef, type FocusEvent, type KeyboardEvent, type MouseEvent } from "react";
import { rowAfterKey } from "./movement.ts";
import { toggled, withRange } from "./selection.ts";

type Given<Row> = {
  rows: readonly Row[];
  ids: readonly string[];
  /** -1: none yet. */
  active: number;
  perScreen: () => number;
  firstInSight: () => number;
  onMove: (index: number) => void;
  onOpen: ((row: Row) => void) | undefined;
  selection: ReadonlySet<string> | undefined;
  onSelect: ((selection: Set<string>) => void) | undefined;
};

/** What in a cell answers to presses itself. */
const own = "a, button, input, select, textarea, label, summary";
/** What arrows have no other meaning for. */
const pressed = "[data-index] :is(a, button)";

/** What keys and presses do to the rows: move, open, select one, select from the last one to this one. */
export function useRowInput<Row>(given: Given<Row>) {
  const { rows, ids, active, perScreen, firstInSight, onMove, onOpen, selection, onSelect } = given;
  /** Where a range begins; by id, as rows may have moved since. */
  const anchor = useRef<string | undefined>(undefined);

  const select = (index: number, range: boolean): void => {
    const id = ids[index];
    if (id === undefined || !selection || !onSelect) return;
    const from = range && anchor.current !== undefined ? ids.indexOf(anchor.current) : -1;
    onSelect(from === -1 ? toggled(selection, id) : withRange(selection, ids, from, index));
    anchor.current = id;
  };

  const open = (index: number): void => {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target !== event.currentTarget) {
      // From a button in a row, the arrows go back to the rows.
      if (!/^Arrow(Up|Down)$/.test(event.key) || !(event.target as Element).matches(pressed)) return;
      event.currentTarget.focus({ preventScroll: true });
    }
    const target = rowAfterKey(event.key, active, rows.length, perScreen());
    if (target !== undefined) onMove(target);
    else if (event.key === "Enter") open(active);
    else if (event.key === " ") select(active, event.shiftKey);
    else return;
    event.preventDefault();
  };

  /** Whoever comes by keys is at a row at once, and Tab goes on to what is in it. */
  const onFocus = ({ target, currentTarget }: FocusEvent<HTMLElement>): void => {
    if (target !== currentTarget || active !== -1 || rows.length === 0) return;
    if (currentTarget.matches(":focus-visible")) onMove(Math.min(firstInSight(), rows.length - 1));
  };

  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const target = event.target as Element;
    const index = rowOf(target);
    if (index === undefined) return;
    onMove(index);
    // The keys go on from here; a box that has the focus would take them.
    if (target.closest("[data-select]")) event.currentTarget.focus({ preventScroll: true });
    if (target.closest("[data-select]") || (event.shiftKey && selection)) select(index, event.shiftKey);
    else if (!target.closest(own) && !isTextSelected()) open(index);
  };

  /** Shift with a press would mark the text between. */
  const onMouseDown = (event: MouseEvent<HTMLElement>): void => {
    if (event.shiftKey && selection && rowOf(event.target as Element) !== undefined) event.preventDefault();
  };

  return { onKeyDown, onFocus, onClick, onMouseDown };
}

function rowOf(element: Element): number | undefined {
  const index = element.closest<HTMLElement>("[data-index]")?.dataset["index"];
  return index === undefined ? undefined : Number(index);
}

function isTextSelected(): boolean {
  return getSelection()?.type === "Range";
}
