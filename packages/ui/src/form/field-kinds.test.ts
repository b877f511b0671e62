import { expect, test } from "vitest";
import { z } from "zod";
import { boundsOf } from "./bounds.ts";
import { fieldOf, fieldsOf, foldFields } from "./fields.ts";
import { formSchemaOf } from "./form-schema.tsx";
import { wordsOf, wordsOfValue } from "../format/words.ts";

const field = (schema: z.ZodType, name = "field") => fieldOf(formSchemaOf(schema), name, name, true);
const kind = (schema: z.ZodType, name?: string) => field(schema, name).kind;

test("each kind of schema has its kind of field", () => {
  expect(kind(z.string().max(100))).toEqual({ kind: "text", input: "text", mono: false });
  expect(kind(z.string().max(500))).toEqual({ kind: "long-text" });
  expect(kind(z.uuid())).toEqual({ kind: "text", input: "text", mono: true });
  expect(kind(z.email().max(254))).toEqual({ kind: "text", input: "email", mono: false });
  expect(kind(z.union([z.ipv4(), z.ipv6()]))).toEqual({ kind: "text", input: "text", mono: true });
  expect(kind(z.string().min(12), "new_password")).toEqual({ kind: "password" });
  expect(kind(z.literal("RESET"))).toEqual({ kind: "word", word: "RESET" });
  expect(kind(z.iso.datetime())).toEqual({ kind: "moment" });
  expect(kind(z.int())).toEqual({ kind: "number", integer: true });
  expect(kind(z.number())).toEqual({ kind: "number", integer: false });
  expect(kind(z.boolean())).toEqual({ kind: "switch" });
  expect(kind(z.enum(["a", "b"]))).toEqual({ kind: "choice", options: ["a", "b"] });
  expect(kind(z.array(z.enum(["a", "b"])))).toEqual({ kind: "choices", options: ["a", "b"] });
  expect(kind(z.array(z.uuid()))).toEqual({ kind: "lines", of: "text" });
  expect(kind(z.array(z.int()))).toEqual({ kind: "lines", of: "number" });
  expect(kind(z.record(z.string(), z.int())).kind).toBe("table");
  expect(kind(z.record(z.string(), z.unknown()))).toEqual({ kind: "json" });
  expect(kind(z.object({ a: z.int() }))).toEqual({ kind: "group" });
  expect(kind(z.object({ a: z.unknown() }))).toEqual({ kind: "json" });
  expect(kind(z.union([z.object({ a: z.int() }), z.object({ b: z.int() })])).kind).toBe("variants");
  expect(kind(z.union([z.string(), z.number(), z.boolean(), z.null()]))).toEqual({ kind: "scalar" });
  expect(kind(z.unknown())).toEqual({ kind: "json" });
});

test("null is a way to fill a field in, beside the field", () => {
  expect(field(z.string().max(9).nullable())).toMatchObject({ nullable: true, kind: { kind: "text" } });
  expect(field(z.int().nullable().describe("So many."))).toMatchObject({ nullable: true, hint: "So many." });
});

test("a switch that may be left open is no switch", () => {
  const [open, usual] = fieldsOf(
    formSchemaOf(z.object({ a: z.boolean().optional(), b: z.boolean().default(true) })),
    "",
  );
  expect(open?.kind).toEqual({ kind: "choice", options: [true, false] });
  expect(usual).toMatchObject({ kind: { kind: "switch" }, default: true, required: false });
});

test("bounds are told with their unit, and not again where the description tells them", () => {
  const told = (schema: z.ZodType, name: string) => boundsOf(formSchemaOf(schema), name);
  expect(told(z.int().min(1).max(604_800), "for_seconds")).toBe("1 to 604,800 seconds");
  expect(told(z.int().positive(), "pid")).toBe("1 or more");
  expect(told(z.number().positive().max(60), "seconds")).toBe("more than 0 and up to 60 seconds");
  expect(told(z.int().min(0).max(100), "percent")).toBe("0 to 100%");
  expect(told(z.number().describe("Movement, in output pixels per second."), "travel")).toBe("in pixels per second");
  expect(told(z.string().min(3).max(500), "message")).toBe("3 to 500 characters");
  expect(told(z.array(z.int().min(1).max(9)).max(10), "lock_seconds")).toBe("up to 10, each 1 to 9 seconds");
  expect(field(z.string().min(12).max(200).describe("12 to 200 characters; kept nowhere.")).hint).toBe(
    "12 to 200 characters; kept nowhere.",
  );
});

test("names become words", () => {
  expect(wordsOf("for_seconds")).toBe("For seconds");
  expect(wordsOf("user_id")).toBe("User ID");
  expect(wordsOf("maxFps")).toBe("Max FPS");
  expect(wordsOfValue("last_7_days")).toBe("Last 7 days");
  expect(wordsOfValue("limits.user_per_minute")).toBe("limits.user_per_minute");
});

test("of a long group that is folded which may be left out, and never what is needed", () => {
  const group = (needed: number, open: number) => {
    const parts = Array.from({ length: needed + open }, (_, at) => [
      `f${at}`,
      at < open ? z.int().optional() : z.int(),
    ]);
    return foldFields(fieldsOf(formSchemaOf(z.object(Object.fromEntries(parts) as Record<string, z.ZodType>)), ""));
  };
  expect(group(3, 3).folded).toHaveLength(0);
  expect(group(2, 7)).toMatchObject({ folded: { length: 3 }, shown: { length: 6 } });
  expect(group(8, 2)).toMatchObject({ folded: { length: 2 }, shown: { length: 8 } });
  expect(group(6, 1).folded).toHaveLength(0);
});
