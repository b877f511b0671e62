import { stages, type StageName } from "@agentos/contracts/stages/stages";

const labels = new Map<string, string>(stages.map(({ name, label }) => [name, label]));

/** What people call a stage. */
export function stageLabel(stage: StageName | (string & {})): string {
  return labels.get(stage) ?? stage;
}
