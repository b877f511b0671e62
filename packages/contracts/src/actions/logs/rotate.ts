import { z } from "zod";
import { defineAction } from "../action-contract.ts";

export const logsRotate = defineAction({
  name: "logs.rotate",
  owner: "system",
  view: "logs",
  permission: "LOG_MANAGE",
  risk: "standard",
  perMinute: 5,
  payload: z.strictObject({}),
  /** The parts' numbers. */
  result: z.object({ closed: z.int(), opened: z.int() }),
  errors: [],
  summary: "Closes the part of the logs that lines go into, and begins a new one.",
  label: "Rotate",
  example: {},
});
