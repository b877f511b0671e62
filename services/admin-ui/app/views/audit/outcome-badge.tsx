import type { AuditRow } from "@agentos/contracts/snapshot/parts/audit";
import { wordsOf } from "@agentos/ui/format/words";

const looks: Record<AuditRow["outcome"], string> = {
  done: "bg-good-wash text-good",
  failed: "bg-bad-wash text-bad",
  broken: "bg-bad-wash text-bad",
  denied: "bg-warn-wash text-warn",
  limited: "bg-warn-wash text-warn",
  invalid: "bg-warn-wash text-warn",
  intent: "bg-sunken text-ink-soft",
  replayed: "bg-sunken text-ink-soft",
  dry_run: "bg-sunken text-ink-soft",
};

/** What came of an action, in a word. */
export function OutcomeBadge({ outcome, count }: Pick<AuditRow, "outcome" | "count">) {
  return (
    <span className={`inline-block rounded-md px-1.5 py-0.5 text-xs font-semibold ${looks[outcome]}`}>
      {wordsOf(outcome)}
      {count > 1 && ` × ${count.toLocaleString("en")}`}
    </span>
  );
}
