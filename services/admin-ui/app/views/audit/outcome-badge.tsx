import type { AuditRow } from "@agentos/contracts/snapshot/parts/audit";
import { wordsOf } from "@agentos/ui/format/words";
import { Badge, type Tone } from "@agentos/ui/parts/badge";

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

/** Where the outcome's name is no word of everyday. */
const outcomeWords: Partial<Record<AuditRow["outcome"], string>> = {
  intent: "Begun",
  dry_run: "Tried out",
  replayed: "Answered again",
};

/** What came of an action, in a word. */
export function OutcomeBadge({ outcome, count }: Pick<AuditRow, "outcome" | "count">) {
  return (
    <Badge tone={outcomeTones[outcome]}>
      {outcomeWords[outcome] ?? wordsOf(outcome)}
      {count > 1 && ` × ${count.toLocaleString("en")}`}
    </Badge>
  );
}
