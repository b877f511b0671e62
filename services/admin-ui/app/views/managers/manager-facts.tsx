import { Ago } from "@agentos/ui/parts/ago";
import { FigureList, Unknown } from "../../parts/figure-list.tsx";
import type { ManagerRow } from "./manager-rows.ts";
import { NextRun } from "./next-run.tsx";
import { countsText, tookText } from "./manager-words.ts";

/** A manager in figures: its lead and its counters. */
export function ManagerFacts({ manager }: { manager: ManagerRow }) {
  const { runs, leader, instances, generation, essential, last_effect: effect } = manager;
  const unread = <Unknown why="Its runs are not read yet" />;
  const stats = runs?.stats;
  return (
    <FigureList
      figures={[
        { name: "Leader", value: leader ?? <Unknown why="No copy leads it" /> },
        { name: "Copies of its service", value: instances.length === 0 ? "none" : instances.join(", ") },
        { name: "Leads and restarts so far", value: generation },
        { name: "Essential", value: essential ? "yes: it cannot be stopped" : "no" },
        { name: "Next run", value: <NextRun {...manager} /> },
        { name: "Last run that did something", value: effect ? <Ago at={effect.started_at} /> : "none yet" },
        { name: "Runs", value: stats ? stats.runs.toLocaleString("en") : unread },
        { name: "Failed", value: stats ? stats.failures.toLocaleString("en") : unread },
        {
          name: "A run takes",
          value: !stats ? (
            unread
          ) : stats.mean_ms === null ? (
            <Unknown why="It has not run yet" />
          ) : (
            tookText(stats.mean_ms)
          ),
        },
        { name: "Counted since", value: stats ? <Ago at={stats.since} /> : unread },
        { name: "Counted", value: stats ? countsText(stats.counts) || "nothing" : unread },
        { name: "Failures in a row", value: manager.consecutive_failures },
      ]}
    />
  );
}
