import { randomUUID } from "node:crypto";
import { AppError } from "@agentos/contracts/errors";
import { stageNames } from "@agentos/contracts/stages/stages";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validate } from "./validate.ts";

const caller = { userId: randomUUID(), sessionId: randomUUID(), role: "operator" as const };

function hashOf(body: unknown): string {
  const request = { caller, door: "admin" as const, address: "", userAgent: "", key: "k", setHeader: () => undefined };
  return validate({ ...request, body }).payloadHash.toString("hex");
}

/** The same JSON, its fields in another order. */
function reordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, field]) => [name, reordered(field)] as const);
  return Object.fromEntries(entries.toReversed());
}

const payload = fc.record(
  { queue: fc.constantFrom(...stageNames), for_seconds: fc.integer({ min: 1, max: 604_800 }) },
  { requiredKeys: ["queue"] },
);
const reason = fc.option(
  fc.string({ maxLength: 50, unit: "grapheme" }).map((text) => `why: ${text}`),
  { nil: undefined },
);
const request = fc.record({ action: fc.constant("queue.pause"), payload, reason });

describe("the hash of a request", () => {
  it("is the same in whatever order its fields come", () => {
    fc.assert(
      fc.property(request, (body) => {
        expect(hashOf(reordered(body))).toBe(hashOf(body));
      }),
    );
  });

  it("is another one when the payload or the reason is another", () => {
    const said = (body: { payload: object; reason: string | undefined }): string =>
      JSON.stringify([Object.entries(body.payload).toSorted(), body.reason?.trim()]);
    fc.assert(
      fc.property(request, request, (one, other) => {
        expect(hashOf(one) === hashOf(other)).toBe(said(one) === said(other));
      }),
    );
  });

  it("is not made of text that PostgreSQL cannot store", () => {
    for (const text of ["half \ud800", "nul \u0000"]) {
      const body = { action: "queue.pause", payload: { queue: "default" }, reason: text };
      expect(() => hashOf(body)).toThrow(AppError);
    }
  });
});
