/** The selection with `id` in it, or without it if it was. */
export function toggled(selection: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The selection and everything between two places in `ids`, both included and in either order. */
export function withRange(
  selection: ReadonlySet<string>,
  ids: readonly string[],
  from: number,
  to: number,
): Set<string> {
  return new Set([...selection, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}

/** How much of what is loaded is selected. */
export function shareSelected(selection: ReadonlySet<string>, ids: readonly string[]): "all" | "some" | "none" {
  if (selection.size === 0 || ids.length === 0) return "none";
  let count = 0;
  for (const id of ids) if (selection.has(id)) count += 1;
  if (count === 0) return "none";
  return count === ids.length ? "all" : "some";
}

/** All of what is loaded is selected, or, if it was, none of it; what is selected elsewhere stays. */
export function allToggled(selection: ReadonlySet<string>, ids: readonly string[]): Set<string> {
  if (shareSelected(selection, ids) !== "all") return new Set([...selection, ...ids]);
  const next = new Set(selection);
  for (const id of ids) next.delete(id);
  return next;
}
