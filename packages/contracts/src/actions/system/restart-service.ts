import { z } from "zod";
import { probedServices } from "../../messages/health.ts";
import { defineAction } from "../action-contract.ts";

export const systemRestartService = defineAction({
  name: "system.restart_service",
  owner: "fleet",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "long",
  perMinute: 5,
  payload: z.strictObject({
    service: z.enum(probedServices).describe("Not the workers: they have actions of their own."),
    instance: z
      .string()
      .max(100)
      .optional()
      .describe("One process or pod of it; all, one after the other, where none is named."),
  }),
  result: z.object({
    service: z.enum(probedServices),
    /** What runs now, by the names that the runtime gives: other services that share a process were restarted as well. */
    replaced: z.array(z.string()),
    runs: z.array(z.string()),
  }),
  errors: ["NOT_FOUND", "UNSUPPORTED_BY_RUNTIME", "NOT_CONVERGED", "SERVICE_UNAVAILABLE", "ACTION_ABORTED"],
  summary: "Puts new processes in the place of a service's; requests under way are finished first.",
  label: "Restart service",
  confirmation: "Restart this service? What shares its process is restarted as well.",
  alerts: true,
  example: { service: "gateway" },
});
