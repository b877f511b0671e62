import type { AuditRow } from "@agentos/contracts/snapshot/parts/audit";
import { wordsOf } from "@agentos/ui/format/words";

type Outcome = AuditRow["outcome"];

/** Where the name of an outcome is no word of everyday. */
const words: Partial<Record<Outcome, string>> = {
  intent: "Begun",
  dry_run: "Tried out",
  replayed: "Answered again",
};

/** What came of an action, in a word. */
export function outcomeInWords(outcome: Outcome): string {
  return words[outcome] ?? wordsOf(outcome);
}
