import { Ago } from "@agentos/ui/parts/ago";
import { Unknown } from "../../parts/figure-list.tsx";
import type { ManagerRow } from "./manager-rows.ts";
import { intervalText } from "./manager-words.ts";

/** Up to that, when the next run is due says nothing that the interval does not. */
const soonSeconds = 60;

type Given = Pick<ManagerRow, "runs" | "state" | "interval_seconds" | "paused_until">;

/** When a manager runs next. */
export function NextRun({ runs, state, interval_seconds: interval, paused_until: until }: Given) {
  if (state === "stopped") return "when started";
  if (state === "paused") return until === null ? "when resumed" : <Ago at={until} />;
  if (!runs) return <Unknown why="Its runs are not read yet" />;
  if (interval <= soonSeconds) return `within ${intervalText(interval)}`;
  return runs.next_run_at === null ? <Unknown why="No copy leads it" /> : <Ago at={runs.next_run_at} />;
}
