import type { AuditRow } from "@agentos/contracts/snapshot/parts/audit";
import { Badge, type Tone } from "@agentos/ui/parts/badge";
import { outcomeInWords } from "./outcome-words.ts";

const outcomeTones: Record<AuditRow["outcome"], Tone> = {
  done: "good",
  failed: "bad",
  broken: "bad",
  denied: "warn",
  limited: "warn",
  invalid: "warn",
  intent: "none",
  replayed: "none",
  dry_run: "none",
};

/** What came of an action, in a word. */
export function OutcomeBadge({ outcome, count }: Pick<AuditRow, "outcome" | "count">) {
  return (
    <Badge tone={outcomeTones[outcome]}>
      {outcomeInWords(outcome)}
      {count > 1 && ` × ${count.toLocaleString("en")}`}
    </Badge>
  );
}
