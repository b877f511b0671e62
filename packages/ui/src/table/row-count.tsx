import type { Pagination } from "@agentos/contracts/api/envelope";
import { countText } from "./count-text.ts";

type Given = {
  /** Undefined before the first answer: the place stays. */
  pagination: Pagination | undefined;
  /** What is counted: `["job", "jobs"]`. */
  noun: readonly [one: string, many: string];
};

/** How many rows there are in all. */
export function RowCount({ pagination, noun }: Given) {
  return <p className="text-sm text-ink-soft tabular-nums">{pagination ? countText(pagination, noun) : "\u00a0"}</p>;
}
