import { expect, test } from "vitest";
import { z } from "zod";
import { formSchemaOf, initialValueOf, problemsOf, problemsWithin } from "./form-schema.tsx";
import { jsonTyped } from "./json-text.ts";
import { localOf, momentOf } from "./moments.ts";
import { messageFor } from "./problems.ts";
import { nameProblem, objectOfRows, saysTheSame } from "./table-rows.ts";
import { linesTyped, numberTyped, scalarTyped, withFixed, withPart } from "./values.ts";

test("what is left empty is left out, and what is no number is kept to be told of", () => {
  expect(numberTyped(" 12 ")).toBe(12);
  expect(numberTyped("1,5")).toBe(1.5);
  expect(numberTyped("")).toBeUndefined();
  expect(numberTyped("12x")).toBe("12x");
  expect(withPart({ a: 1, b: 2 }, "a", undefined)).toEqual({ b: 2 });
  expect(Object.keys(withPart({ a: 1, b: 2 }, "a", 3))).toEqual(["a", "b"]);
  expect(linesTyped(" a \n\n b", "text")).toEqual(["a", "b"]);
  expect(linesTyped("1\nx", "number")).toEqual([1, "x"]);
  expect(linesTyped("\n", "text")).toBeUndefined();
  expect(["true", "null", "5", "fast", ""].map(scalarTyped)).toEqual([true, null, 5, "fast", undefined]);
});

test("a form begins with what is needed, and has the fixed values", () => {
  const schema = formSchemaOf(
    z.object({
      worker_id: z.string(),
      note: z.string().optional(),
      on: z.boolean(),
      kinds: z.array(z.enum(["a", "b"])),
      name: z.enum(["only"]),
      limit: z.int().default(3),
      filter: z.object({ level: z.string().optional(), deep: z.boolean() }),
    }),
  );
  const begun = { on: false, kinds: [], name: "only", filter: { deep: false } };
  expect(initialValueOf(schema)).toEqual(begun);
  expect(initialValueOf(schema, { worker_id: "w1", "filter.level": "warn" })).toEqual({
    ...begun,
    worker_id: "w1",
    filter: { deep: false, level: "warn" },
  });
  expect(withFixed(undefined, { a: 1 })).toEqual({ a: 1 });
});

test("a moment is local on the screen and in UTC in the value", () => {
  const at = "2026-01-31T12:34:56.000Z";
  expect(momentOf(localOf(at))).toBe(at);
  expect(momentOf("")).toBeUndefined();
  expect(localOf("nonsense")).toBe("");
});

test("a table's row counts once it has a name and a value, and the first of a name", () => {
  const rows = [
    { id: 0, name: "a", value: 1 },
    { id: 1, name: "", value: 2 },
    { id: 2, name: "a", value: 3 },
    { id: 3, name: "b", value: undefined },
  ];
  expect(objectOfRows(rows)).toEqual({ a: 1 });
  expect(Object.keys(objectOfRows([...rows, { id: 4, name: "0c", value: 1 }]))).toEqual(["a", "0c"]);
  expect(saysTheSame(rows, { a: 1 })).toBe(true);
  expect(saysTheSame(rows, { a: 2 })).toBe(false);
  expect(rows.map((row) => nameProblem(rows, row) !== undefined)).toEqual([false, true, true, false]);
});

test("text that is no JSON is kept, with what is wrong with it", () => {
  expect(jsonTyped('{"a": 1}')).toEqual({ value: { a: 1 }, fault: undefined });
  expect(jsonTyped("{a")).toMatchObject({ value: "{a", fault: expect.stringContaining("not JSON") as unknown });
  expect(jsonTyped(" ").value).toBeUndefined();
});

const payload = z
  .strictObject({
    id: z.uuid(),
    count: z.int().min(1).max(16),
    words: z.string().min(3).optional(),
    level: z.enum(["low", "very_high"]).optional(),
    ip: z.union([z.ipv4(), z.ipv6()]).optional(),
    list: z.array(z.string()).min(1).optional(),
  })
  .refine(({ words }) => words !== "bad", { message: "takes either `words` or some_thing" });

test("problems are told in words, by path", () => {
  const of = (value: object) => problemsOf(payload, { id: "0f8fad5b-d9cb-469f-a165-70867728950e", count: 2, ...value });
  const message = (value: object) => of(value).map((problem) => `${problem.path}: ${problem.message}`);
  expect(message({})).toEqual([]);
  expect(message({ id: undefined })).toEqual(["id: This is needed."]);
  expect(message({ id: "x" })).toEqual(["id: Must be an ID such as 0f8fad5b-d9cb-469f-a165-70867728950e."]);
  expect(message({ count: 0 })).toEqual(["count: Must be at least 1."]);
  expect(message({ count: 1.5 })).toEqual(["count: Must be a whole number."]);
  expect(message({ count: "2x" })).toEqual(["count: Must be a number."]);
  expect(message({ words: "x" })).toEqual(["words: Must be at least 3 characters long."]);
  expect(message({ level: "no" })).toEqual(["level: Must be one of: Low, Very high."]);
  expect(message({ ip: "no" })).toEqual(["ip: Must be an IPv4 address or an IPv6 address."]);
  expect(message({ list: [] })).toEqual(["list: Takes at least 1 entry."]);
  expect(message({ more: 1 })).toEqual(["more: There is nothing of this name."]);
  expect(message({ words: "bad" })).toEqual([": Takes either “Words” or “Some thing”."]);
});

test("an error's details are found by their paths within the payload", () => {
  const details = [
    { path: "payload.filter.status", message: "a" },
    { path: "payload", message: "b" },
    { path: "reason", message: "c" },
  ];
  expect(problemsWithin("payload", details)).toEqual([
    { path: "filter.status", message: "a" },
    { path: "", message: "b" },
  ]);
});

test("a field tells of its parts by line or name, and not of more than three", () => {
  const problems = [0, 2, 4, 5].map((at) => ({ path: `ids.${at}`, message: "Wrong." }));
  expect(messageFor(problems, "ids", true)).toBe("Line 1: Wrong. Line 3: Wrong. Line 5: Wrong. And 1 more.");
  expect(messageFor(problems, "ids", false)).toBeUndefined();
  expect(messageFor([...problems.slice(0, 1), ...problems.slice(0, 1)], "ids", true)).toBe("Line 1: Wrong.");
  expect(messageFor([{ path: "a.b.c", message: "Wrong." }], "a", true)).toBe("b.c: Wrong.");
  expect(messageFor([{ path: "ab", message: "Wrong." }], "a", true)).toBeUndefined();
});
