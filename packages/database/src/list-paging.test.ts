import { expect, test } from "vitest";
import { pageOfList } from "./list-paging.ts";

const list = ["d", "a", "c", "b"];
const self = (text: string): string => text;

test("a list is paged in the order of its keys, by numbers and by cursors", () => {
  const first = pageOfList(list, { page: 1, per_page: 3 }, self);
  expect(first).toMatchObject({ rows: ["a", "b", "c"], pagination: { total: 4, has_next: true, has_prev: false } });
  expect(pageOfList(list, { page: 2, per_page: 3 }, self)).toMatchObject({
    rows: ["d"],
    pagination: { total: 4, has_next: false, next_cursor: null },
  });
  const cursor = first.pagination.next_cursor ?? "";
  // What a cursor stands for may be gone when it is used.
  expect(pageOfList(["a", "d", "e"], { page: 1, per_page: 1, cursor }, self)).toMatchObject({
    rows: ["d"],
    pagination: { has_next: true, has_prev: true },
  });
});
