import { expect, it } from "vitest";
import { columnsAt, gridTemplate, nextSort, sizeOf, type Column } from "./columns.ts";
import { countText } from "./count-text.ts";
import { rowAfterKey } from "./movement.ts";
import { allToggled, shareSelected, toggled, withRange } from "./selection.ts";

const column = (id: string, rest: Partial<Column<string>> = {}): Column<string> => ({
  id,
  header: id,
  cell: (row) => row,
  width: "1fr",
  ...rest,
});

it("leaves out columns that a narrow table has no room for", () => {
  const columns = [column("a"), column("b", { hideBelow: "sm" }), column("c", { hideBelow: "lg" })];
  const at = (width: number) => columnsAt(columns, sizeOf(width)).map(({ id }) => id);
  expect([at(0), at(479), at(480), at(959), at(960)]).toEqual([["a"], ["a"], ["a", "b"], ["a", "b"], ["a", "b", "c"]]);
});

it("has in a narrow table the columns that stand for others", () => {
  const columns = [
    column("all", { hideFrom: "md" }),
    column("a", { hideBelow: "md" }),
    column("b", { hideBelow: "md" }),
  ];
  const at = (width: number) => columnsAt(columns, sizeOf(width)).map(({ id }) => id);
  expect([at(0), at(719), at(720), at(960)]).toEqual([["all"], ["all"], ["a", "b"], ["a", "b"]]);
});

it("gives columns pixels, or shares that may shrink to nothing", () => {
  expect(gridTemplate([{ width: 90 }, { width: "2fr" }], true)).toBe("44px 90px minmax(0, 2fr)");
  expect(gridTemplate([{ width: "1fr" }], false)).toBe("minmax(0, 1fr)");
});

it("sorts ascending first, then the other way round", () => {
  expect(nextSort(null, "a")).toEqual({ id: "a", direction: "asc" });
  expect(nextSort({ id: "a", direction: "asc" }, "a")).toEqual({ id: "a", direction: "desc" });
  expect(nextSort({ id: "a", direction: "desc" }, "a")).toEqual({ id: "a", direction: "asc" });
  expect(nextSort({ id: "a", direction: "asc" }, "b")).toEqual({ id: "b", direction: "asc" });
});

it("moves by keys, never out of the rows", () => {
  const moves: [string, number, number | undefined][] = [
    ["ArrowDown", -1, 0],
    ["ArrowDown", 0, 1],
    ["ArrowDown", 99, 99],
    ["ArrowUp", 0, 0],
    ["PageDown", 5, 15],
    ["PageUp", 5, 0],
    ["Home", 50, 0],
    ["End", -1, 99],
    ["x", 3, undefined],
    ["constructor", 3, undefined],
  ];
  for (const [key, at, to] of moves) expect(rowAfterKey(key, at, 100, 10), `${key} at ${at}`).toBe(to);
  expect(rowAfterKey("End", -1, 0, 10)).toBeUndefined();
});

it("selects one, a range in either order, and all that is loaded", () => {
  const ids = ["a", "b", "c", "d"];
  expect([...toggled(new Set(["a"]), "a")]).toEqual([]);
  expect([...withRange(new Set(["z"]), ids, 2, 1)]).toEqual(["z", "b", "c"]);
  expect(shareSelected(new Set(["z"]), ids)).toBe("none");
  expect(shareSelected(new Set(["b"]), ids)).toBe("some");
  expect(shareSelected(new Set(ids), ids)).toBe("all");
  expect([...allToggled(new Set(["z", "b"]), ids)]).toEqual(["z", "b", "a", "c", "d"]);
  expect([...allToggled(new Set(["z", ...ids]), ids)]).toEqual(["z"]);
});

it("says when counting stopped", () => {
  const words = ["job", "jobs"] as const;
  expect(countText({ total: 1, total_is: "exact" }, words)).toBe("1 job");
  expect(countText({ total: 10_000, total_is: "at least" }, words)).toBe("more than 10,000 jobs");
});
