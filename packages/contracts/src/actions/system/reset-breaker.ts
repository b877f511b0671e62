import { z } from "zod";
import { breakerOf, defineAction, type BusinessService } from "../action-contract.ts";

const services = [...new Set(Object.values(breakerOf))] as [BusinessService, ...BusinessService[]];

export const systemResetBreaker = defineAction({
  name: "system.reset_breaker",
  owner: "action-dispatcher",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "standard",
  perMinute: 5,
  payload: z.strictObject({ service: z.enum(services) }),
  result: z.object({ service: z.enum(services), was: z.enum(["closed", "open", "half_open"]) }),
  errors: ["SERVICE_UNAVAILABLE"],
  summary: "Closes a circuit breaker on every instance and forgets what led to its opening.",
  label: "Reset breaker",
  unbreakable: true,
  example: { service: "worker" },
});
