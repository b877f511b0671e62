import { z } from "zod";
import { serviceNames } from "../../services.ts";
import { defineAction } from "../action-contract.ts";

/** One thing that was tried just now: whether it works, and how many milliseconds that took. What is wrong, the service's log says. */
export const probe = z.object({ name: z.string(), ok: z.boolean(), ms: z.number() });

/** Whether a service answers, and what it finds of all that it depends on; none where it does not answer, or was not asked. */
export const serviceProbe = z.object({
  service: z.enum(serviceNames),
  ok: z.boolean(),
  ms: z.number(),
  checks: z.array(probe),
});
export type ServiceProbe = z.output<typeof serviceProbe>;

export const systemRunHealthCheck = defineAction({
  name: "system.run_health_check",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "long",
  perMinute: 5,
  payload: z.strictObject({
    deep: z.boolean().default(true).describe("Each service tries everything that it depends on."),
  }),
  result: z.object({ ok: z.boolean(), services: z.array(serviceProbe) }),
  errors: ["ACTION_ABORTED"],
  summary: "Tries every service and what it depends on now, and says how long each took.",
  label: "Check health",
  example: { deep: true },
});
