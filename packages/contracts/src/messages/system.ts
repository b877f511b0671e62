import { z } from "zod";
import { intakePause, maintenanceState } from "../actions/system/switch-state.ts";
import { defineHint, defineRequest } from "./message-contract.ts";

/** What staff has switched for the whole system. */
export const switchesState = z.object({ maintenance: maintenanceState, intake_pause: intakePause });
export type SwitchesState = z.output<typeof switchesState>;

export const getSwitches = defineRequest({
  kind: "query",
  owner: "system",
  name: "get_switches",
  callers: ["gateway"],
  deadlineMs: 1000,
  request: z.object({}),
  reply: switchesState,
});

/** Something was switched: ask `get_switches` at once. */
export const switchesChanged = defineHint({
  owner: "system",
  name: "switches_changed",
  listeners: ["gateway"],
  payload: z.object({}),
});
