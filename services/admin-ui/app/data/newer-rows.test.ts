import { expect, it } from "vitest";
import { withNewer } from "./newer-rows.ts";

const page = (ids: string, more = true) => ({ rows: [...ids], more });
const idOf = (id: string): string => id;

it("puts what is new on top, and keeps what was read further down", () => {
  const held = { pages: [page("dcb"), page("a", false)], pageParams: [undefined, "b"] };
  expect(withNewer(held, page("fed"), idOf)).toEqual({
    pages: [page("fedcb"), page("a", false)],
    pageParams: [undefined, "b"],
  });
});

it("begins anew where there is a gap, and where nothing was held", () => {
  const held = { pages: [page("cb")], pageParams: [undefined] };
  const anew = { pages: [page("xyz")], pageParams: [undefined] };
  expect(withNewer(held, page("xyz"), idOf)).toEqual(anew);
  expect(withNewer(undefined, page("xyz"), idOf)).toEqual(anew);
});

it("takes an empty answer for what it is", () => {
  expect(withNewer({ pages: [page("a")], pageParams: [undefined] }, page("", false), idOf)).toEqual({
    pages: [page("", false)],
    pageParams: [undefined],
  });
});
