import { expect, it } from "vitest";
import { scopeWords, standingOf } from "./standing.ts";

const plain: Parameters<typeof standingOf>[1] = { role: "operator", granted: [], denied: [] };

it("tells what the role gives and what was set beside it", () => {
  const user = { ...plain, granted: ["LOG_MANAGE"], denied: ["JOB_CANCEL"] } satisfies typeof plain;
  expect(standingOf("LOG_MANAGE", user)).toEqual({ byRole: undefined, setting: "grant", comesTo: "any" });
  expect(standingOf("JOB_CANCEL", user)).toEqual({ byRole: "any", setting: "deny", comesTo: undefined });
  expect(standingOf("JOB_MANAGE", user)).toEqual({ byRole: "any", setting: "default", comesTo: "any" });
});

it("knows that everything comes with ADMIN, and that some is one's own only", () => {
  expect(standingOf("QUEUE_CLEAR", { ...plain, granted: ["ADMIN"] }).comesTo).toBe("any");
  expect(scopeWords(standingOf("JOB_CANCEL", { role: "user", granted: [], denied: [] }).comesTo)).toBe("Own only");
  expect(scopeWords(undefined)).toBe("No");
});
