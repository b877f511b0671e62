import { expect, it } from "vitest";
import { readFilter, writeFilter } from "./history-filter.ts";

it("reads what it has written", () => {
  const filter = { status: "failed", search: "a & b", page: 3 } as const;
  expect(readFilter(new URLSearchParams(writeFilter(filter).toString()))).toEqual(filter);
  expect(writeFilter({ page: 1, status: undefined, search: "" }).toString()).toBe("");
});

it("takes an address that makes no sense as one that says nothing", () => {
  expect(readFilter(new URLSearchParams("status=odd&page=-2&search="))).toEqual({ page: 1 });
  expect(readFilter(new URLSearchParams("page=1e9"))).toEqual({ page: 1 });
});
