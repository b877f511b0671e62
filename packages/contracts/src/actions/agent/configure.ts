import { z } from "zod";
import { settingValue, settingValues } from "../../messages/fleet.ts";
import { stageByName, stageName } from "../../stages/stages.ts";
import { defineAction } from "../action-contract.ts";

const patch = z
  .record(z.string(), settingValue.nullable())
  .describe("Settings of the agent by their names; null goes back to what its workers are configured with.");

export const agentConfigure = defineAction({
  name: "agent.configure",
  owner: "fleet",
  view: "agents_workers",
  permission: "WORKER_MANAGE",
  risk: "standard",
  perMinute: 20,
  payload: z.strictObject({ agent: stageName, patch }).check(({ value, issues }) => {
    // Each setting is allowed to be null beside what the stage says of it.
    const { shape } = stageByName(value.agent).settings;
    const nullable = Object.entries(shape).map(([name, schema]) => [name, (schema as z.ZodType).nullable()]);
    const parsed = z.strictObject(Object.fromEntries(nullable)).partial().safeParse(value.patch);
    for (const { path, message } of parsed.error?.issues ?? []) {
      issues.push({ code: "custom", path: ["patch", ...path], message, input: value.patch });
    }
  }),
  result: z.object({ agent: stageName, settings: settingValues, version: z.int() }),
  errors: [],
  summary: "Changes settings of an agent; its next tasks run with them.",
  label: "Save settings",
  example: { agent: "video_cutter", patch: { crf: 19 } },
});
