import { z } from "zod";
import { probe } from "../actions/system/run-health-check.ts";
import type { ServiceName } from "../services.ts";
import { defineRequest } from "./message-contract.ts";

/** Services that say how they are: all but the workers, which have a test of their own that agents are asked for. */
export const probedServices = [
  "gateway",
  "identity",
  "uploads",
  "jobs",
  "fleet",
  "action-dispatcher",
  "audit",
  "read-model",
  "system",
] as const satisfies readonly ServiceName[];
export type ProbedService = (typeof probedServices)[number];

function healthQuery(owner: ProbedService) {
  return defineRequest({
    kind: "query",
    owner,
    name: "health",
    callers: ["system"],
    deadlineMs: 5000,
    /** `deep`: it tries all that it depends on. */
    request: z.object({ deep: z.boolean() }),
    reply: z.object({ checks: z.array(probe) }),
  });
}

/** Asks one running copy of a service how it is. */
export const healthQueries = Object.fromEntries(
  probedServices.map((service) => [service, healthQuery(service)]),
) as Record<ProbedService, ReturnType<typeof healthQuery>>;
