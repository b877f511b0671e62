import { z } from "zod";
import { defineAction } from "../action-contract.ts";

export const systemResumeIntake = defineAction({
  name: "system.resume_intake",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({}),
  result: z.object({ was_paused: z.boolean() }),
  errors: [],
  summary: "Takes new jobs and uploads again.",
  label: "Resume intake",
  example: {},
});
