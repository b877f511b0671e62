import { expect, it } from "vitest";
import { z } from "zod";
import { readFilters } from "./use-filters.ts";

const schema = z.object({
  status: z.enum(["failed", "queued"]).optional(),
  search: z.string().max(5).optional(),
  page: z.int().min(1).optional(),
  open: z.boolean().optional(),
});

it("reads what an address tells, and leaves out what makes no sense", () => {
  const told = (address: string) => readFilters(schema, new URLSearchParams(address));
  expect(told("status=failed&search=a%26b&page=3&open=true&other=1")).toEqual({
    status: "failed",
    search: "a&b",
    page: 3,
    open: true,
  });
  expect(told("status=odd&search=much+too+long&page=-1&open=perhaps")).toEqual({});
});
