import { z } from "zod";
import { systemExamples } from "./examples.ts";
import { defineOperation } from "./operation.ts";

const none = z.object({});

export const systemIndex = z.object({
  name: z.string(),
  version: z.string(),
  links: z.record(z.string(), z.string()),
});

/** `degraded`: the gateway serves, but a part behind it does not answer now. */
export const systemHealth = z.object({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  uptime_seconds: z.int(),
  services: z.record(z.string(), z.enum(["reachable", "unreachable"])),
});
export type SystemHealth = z.infer<typeof systemHealth>;

export const systemOperations = {
  index: defineOperation({
    method: "GET",
    path: "/",
    tag: "system",
    summary: "What this is, and where to read on",
    access: "public",
    params: none,
    query: none,
    body: null,
    reply: systemIndex,
    example: systemExamples.index,
  }),
  health: defineOperation({
    method: "GET",
    path: "/health",
    tag: "system",
    summary: "Whether the system serves, and which of its parts answer",
    access: "public",
    params: none,
    query: none,
    body: null,
    reply: systemHealth,
    example: systemExamples.health,
  }),
};
