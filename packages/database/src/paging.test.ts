import { expect, test } from "vitest";
import { offsetOf, paginate, readCursor, writeCursor } from "./paging.ts";

const row = (n: number) => ({
  createdAt: new Date(1_700_000_000_000 + n),
  id: `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`,
});

test("a cursor leads back to its row", () => {
  expect(readCursor(writeCursor(row(5)))).toEqual(row(5));
  for (const bad of ["", "x", "W10", Buffer.from('[1,"x"]').toString("base64url")]) {
    expect(() => readCursor(bad)).toThrow(expect.objectContaining({ code: "VALIDATION_ERROR" }));
  }
});

test("page numbers end at ten thousand rows, cursors do not", () => {
  expect(offsetOf({ page: 100, per_page: 100 })).toBe(9900);
  expect(() => offsetOf({ page: 101, per_page: 100 })).toThrow(expect.objectContaining({ code: "VALIDATION_ERROR" }));
  expect(offsetOf({ page: 101, per_page: 100, cursor: "x" })).toBe(0);
});

test("a page tells of what is before and after it", () => {
  const { rows, pagination } = paginate([row(3), row(2), row(1)], 5, { page: 2, per_page: 2 });
  expect(rows).toEqual([row(3), row(2)]);
  expect(pagination).toEqual({
    page: 2,
    per_page: 2,
    total: 5,
    total_is: "exact",
    total_pages: 3,
    has_next: true,
    has_prev: true,
    next_cursor: writeCursor(row(2)),
  });
  expect(paginate([row(1)], 10_001, { page: 1, per_page: 2 }).pagination).toMatchObject({
    total: 10_000,
    total_is: "at least",
    has_next: false,
    next_cursor: null,
  });
});
