import { FigureTile } from "@agentos/ui/parts/figure-tile";
import type { ManagerRow } from "./manager-rows.ts";

const why = "Nobody has answered yet";

/** How many of the managers do what they are for. */
export function ManagerFigures({ managers }: { managers: readonly ManagerRow[] | undefined }) {
  const count = (is: (manager: ManagerRow) => boolean): number | null => managers?.filter(is).length ?? null;
  const failing = count(({ state }) => state === "failing");
  const leaderless = count(({ state }) => state === "leaderless");
  const resting = count(({ state }) => state === "paused" || state === "stopped");
  const worked = managers
    ?.filter(({ last_effect: effect }) => effect?.outcome === "done")
    .toSorted((a, b) => ((a.last_effect?.started_at ?? "") < (b.last_effect?.started_at ?? "") ? 1 : -1))[0];
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <FigureTile
        label="At work"
        value={count(({ state }) => state === "running" || state === "waiting")}
        why={why}
        unit={managers && `of ${managers.length}`}
        detail={worked ? `last did something: ${worked.label}` : ""}
      />
      <FigureTile
        label="Failing"
        value={failing}
        why={why}
        tone={failing ? "bad" : "none"}
        detail="their last run failed"
        href="/managers?state=failing"
      />
      <FigureTile
        label="Without a leader"
        value={leaderless}
        why={why}
        tone={leaderless ? "bad" : "none"}
        detail="they should run, and none does it"
        href="/managers?state=leaderless"
      />
      <FigureTile label="Paused or stopped" value={resting} why={why} detail="by an operator, or as deployed" />
    </div>
  );
}
