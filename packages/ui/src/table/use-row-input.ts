import { useRef, type KeyboardEvent, type MouseEvent } from "react";
import { rowAfterKey } from "./movement.ts";
import { toggled, withRange } from "./selection.ts";

type Given<Row> = {
  rows: readonly Row[];
  ids: readonly string[];
  /** -1: none yet. */
  active: number;
  perScreen: () => number;
  onMove: (index: number) => void;
  onOpen: ((row: Row) => void) | undefined;
  selection: ReadonlySet<string> | undefined;
  onSelect: ((selection: Set<string>) => void) | undefined;
};

/** What in a cell answers to presses itself. */
const own = "a, button, input, select, textarea, label, summary";

/** What keys and presses do to the rows: move, open, select one, select from the last one to this one. */
export function useRowInput<Row>({ rows, ids, active, perScreen, onMove, onOpen, selection, onSelect }: Given<Row>) {
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
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = rowAfterKey(event.key, active, rows.length, perScreen());
    if (target !== undefined) onMove(target);
    else if (event.key === "Enter") open(active);
    else if (event.key === " ") select(active, event.shiftKey);
    else return;
    event.preventDefault();
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

  return { onKeyDown, onClick, onMouseDown };
}

function rowOf(element: Element): number | undefined {
  const index = element.closest<HTMLElement>("[data-index]")?.dataset["index"];
  return index === undefined ? undefined : Number(index);
}

function isTextSelected(): boolean {
  return getSelection()?.type === "Range";
}
