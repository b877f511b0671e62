import { createPatch, type Pointer } from "rfc6902";
import type { Operation } from "rfc6902";

type Row = Record<string, unknown>;

/** Longer lists of what has no key are replaced: comparing each with each costs the product of their lengths. */
const longestCompared = 50;

/**
 * What changes a section into another one: a JSON Patch (RFC 6902) relative to the section. Of lists whose rows have a key only
 * the rows that came, went, moved, and the fields that changed are named; a list is replaced where that is shorter.
 */
export function sectionPatch(before: object, after: object): Operation[] {
  return createPatch(before, after, diffLists);
}

function diffLists(before: unknown, after: unknown, at: Pointer): Operation[] | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const path = at.toString();
  // The whole section cannot be the target of a replacement.
  const whole: Operation[] | undefined = path === "" ? undefined : [{ op: "replace", path, value: after }];
  const key = keyOf(before, after);
  if (key !== undefined) return shorter(diffRows(before as Row[], after as Row[], key, path), whole);
  if (whole && Math.max(before.length, after.length) > longestCompared) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : whole;
  }
  return undefined;
}

/** The field that tells the rows of both lists apart: `id`, else the first that does. */
function keyOf(before: readonly unknown[], after: readonly unknown[]): string | undefined {
  const [first] = after;
  if (before.length === 0 || !isRow(first)) return undefined;
  return ["id", ...Object.keys(first)].find((field) => isUnique(before, field) && isUnique(after, field));
}

function isUnique(rows: readonly unknown[], field: string): boolean {
  const values = rows.map((row) => (isRow(row) ? row[field] : undefined));
  return values.every((value) => typeof value === "string") && new Set(values).size === values.length;
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function diffRows(before: readonly Row[], after: readonly Row[], key: string, path: string): Operation[] {
  const operations: Operation[] = [];
  const wanted = new Set(after.map((row) => row[key]));
  const order = before.map((row) => row[key]);
  for (let index = order.length - 1; index >= 0; index -= 1) {
    if (wanted.has(order[index])) continue;
    operations.push({ op: "remove", path: `${path}/${index}` });
    order.splice(index, 1);
  }
  const old = new Map(before.map((row) => [row[key], row]));
  const changes: Operation[] = [];
  for (const [index, row] of after.entries()) {
    const from = order.indexOf(row[key], index);
    const known = old.get(row[key]);
    if (from > index) operations.push({ op: "move", from: `${path}/${from}`, path: `${path}/${index}` });
    if (from > index) order.splice(from, 1);
    if (from !== index) order.splice(index, 0, row[key]);
    if (!known) operations.push({ op: "add", path: `${path}/${index}`, value: row });
    else changes.push(...sectionPatch(known, row).map((change) => under(`${path}/${index}`, change)));
  }
  return [...operations, ...changes];
}

/** An operation on a row, as one on the list that it stands in. */
function under(path: string, operation: Operation): Operation {
  const moved = { ...operation, path: `${path}${operation.path}` };
  return "from" in moved ? { ...moved, from: `${path}${moved.from}` } : moved;
}

function shorter(operations: Operation[], whole: Operation[] | undefined): Operation[] {
  const isLonger = whole && operations.length > 1 && JSON.stringify(operations).length > JSON.stringify(whole).length;
  return isLonger ? whole : operations;
}
