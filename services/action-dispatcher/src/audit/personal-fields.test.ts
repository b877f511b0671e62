import { actions } from "@agentos/contracts/actions/actions";
import { expect, it } from "vitest";
import { z } from "zod";
import { sealPayload } from "./seal-personal.ts";

/** Free text that names no person: ids and names that a machine has made, times, and settings that their owner checks. */
const impersonal = /\.(worker_id|patch|table|trace_id|instance|cron|webhook|value|document\.settings)$/;

/** The paths in a payload at which a sender can put any text, and which are not sealed. */
function openPaths(schema: z.ZodType, path: string): string[] {
  const { personal, unrecorded } = schema.meta() ?? {};
  if (personal === true || unrecorded === true) return [];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return openPaths(schema.unwrap() as z.ZodType, path);
  }
  if (schema instanceof z.ZodArray) return openPaths(schema.element as z.ZodType, `${path}[]`);
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap((one) => openPaths(one, path));
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape as Record<string, z.ZodType>);
    return fields.flatMap(([name, field]) => openPaths(field, `${path}.${name}`));
  }
  return holdsNoText(schema) ? [] : [path];
}

function holdsNoText(schema: z.ZodType): boolean {
  const plain = [z.ZodEnum, z.ZodLiteral, z.ZodNumber, z.ZodBoolean, z.ZodNull];
  return plain.some((type) => schema instanceof type) || schema instanceof z.ZodStringFormat;
}

it.each(actions.map((action) => [action.name, action.payload] as const))(
  "%s seals every field in which somebody can write of a person",
  (_, payload) => {
    const open = openPaths(payload, "payload");
    expect(open.filter((path) => !impersonal.test(path))).toEqual([]);
  },
);

it("knows of an action what can be written into it, and what is sealed", () => {
  const payload = z.strictObject({
    job_id: z.uuid(),
    filter: z.object({ search: z.string().optional(), note: z.string().meta({ personal: true }) }),
    any: z.record(z.string(), z.unknown()),
  });
  expect(openPaths(payload, "payload")).toEqual(["payload.filter.search", "payload.any"]);
  const given = { job_id: crypto.randomUUID(), filter: { note: "of Ada" }, any: {} };
  const seal = (value: unknown) => ({ sealed: `sealed ${String(value).length}` });
  expect(sealPayload({ payload }, given, seal)).toMatchObject({ filter: { note: { sealed: "sealed 6" } } });
});
