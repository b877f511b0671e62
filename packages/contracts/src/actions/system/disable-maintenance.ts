import { z } from "zod";
import { defineAction } from "../action-contract.ts";

export const systemDisableMaintenance = defineAction({
  name: "system.disable_maintenance",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({}),
  result: z.object({ was_on: z.boolean() }),
  errors: [],
  summary: "Opens the system for everybody again.",
  label: "End maintenance",
  unbreakable: true,
  example: {},
});
