import type { itemOutcomes } from "@agentos/contracts/actions/action-contract";
import type { ErrorCode } from "@agentos/contracts/errors";
import type { z } from "zod";

/** One of many things that an operation is about; without an outcome it is under way. */
export type Item = { id: string; outcome: "done" | "failed" | "skipped" | null; error_code: ErrorCode | null };

/** What became of each; what is still under way counts as skipped. */
export function itemsOf(items: readonly Item[]): z.output<typeof itemOutcomes> {
  const told = items.map(({ id, outcome, error_code }) => ({
    id,
    outcome: outcome ?? ("skipped" as const),
    error_code,
  }));
  const count = (wanted: Item["outcome"]): number => told.filter(({ outcome }) => outcome === wanted).length;
  return { succeeded: count("done"), failed: count("failed"), skipped: count("skipped"), items: told };
}
