import { stageNames, type StageName } from "@agentos/contracts/stages/stages";

/** The stages whose queues a name means: one, or all of them for `default`. */
export function queuesOf(name: StageName | "default"): StageName[] {
  return name === "default" ? stageNames : [name];
}
