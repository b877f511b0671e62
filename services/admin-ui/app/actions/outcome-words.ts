import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import type { EndState } from "@agentos/client/actions/run-state";

/** What came of an action, in a sentence. */
export function outcomeWords(contract: ActionContract, subject: string | undefined, end: EndState): string {
  const what = subject === undefined ? contract.label : `${contract.label}: ${subject}`;
  if (end.phase === "done") return `${what} – carried out.${countsOf(end.result)}`;
  if (end.outcome === "done") return `${what} – carried out, but its result cannot be shown here.`;
  const but = end.outcome === "unknown" ? " Nobody has said whether it happened." : "";
  return `${what} – ${end.error.message}${but}`;
}

/** Of an action on many things: how many went which way. */
function countsOf(result: unknown): string {
  const { succeeded, failed, skipped } = (result ?? {}) as Record<string, unknown>;
  if (typeof succeeded !== "number" || typeof failed !== "number") return "";
  const parts = [
    `${succeeded} succeeded`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(typeof skipped === "number" && skipped > 0 ? [`${skipped} left as they were`] : []),
  ];
  return ` ${parts.join(", ")}.`;
}
