import { z } from "zod";
import { defineAction } from "../action-contract.ts";
import { intakePause } from "./switch-state.ts";

export const systemPauseIntake = defineAction({
  name: "system.pause_intake",
  owner: "system",
  view: "system",
  permission: "SYSTEM_MANAGE",
  risk: "critical",
  perMinute: 5,
  payload: z.strictObject({}),
  result: z.object({ intake_pause: intakePause }),
  errors: [],
  summary: "Refuses new jobs and uploads until it is resumed; what was begun goes on.",
  label: "Pause intake",
  confirmation: "Refuse new jobs and uploads?",
  example: {},
});
