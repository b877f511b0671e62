import { Ago } from "@agentos/ui/parts/ago";
import { Badge } from "@agentos/ui/parts/badge";
import type { Column } from "@agentos/ui/table/data-table";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import Zap from "lucide-react/icons/zap";
import { ActionButton } from "../../actions/action-button.tsx";
import { Unknown } from "../../parts/figure-list.tsx";
import type { ManagerRow } from "./manager-rows.ts";
import { NextRun } from "./next-run.tsx";
import { intervalText, stateNames, stateTones, tookText, whyNotManager } from "./manager-words.ts";

const unread = <Unknown why="Its runs are not read yet" />;

export const managerColumns: readonly Column<ManagerRow>[] = [
  {
    id: "manager",
    header: "Manager",
    width: "1.9fr",
    cell: ({ label, summary }) => (
      <div className="min-w-0" title={summary}>
        <p className="truncate font-medium">{label}</p>
        <p className="truncate text-xs text-ink-faint">{summary}</p>
      </div>
    ),
  },
  {
    id: "state",
    header: "State",
    width: 110,
    cell: ({ state, last_error: error }) => (
      <Badge tone={stateTones[state]} title={error ?? undefined}>
        {stateNames[state]}
      </Badge>
    ),
  },
  {
    id: "leader",
    header: "Leader",
    width: "1fr",
    hideBelow: "lg",
    cell: ({ leader, owner, instances }) => (
      <div className="min-w-0" title={leader ?? "No copy leads it"}>
        <p className="truncate">{owner}</p>
        <p className="truncate text-xs text-ink-faint">
          {leader ?? "nobody"}, {instances.length === 1 ? "1 copy" : `${instances.length} copies`}
        </p>
      </div>
    ),
  },
  { id: "last", header: "Last run", width: 130, hideBelow: "sm", cell: LastRun },
  { id: "next", header: "Next run", width: 120, hideBelow: "md", cell: NextRun },
  {
    id: "interval",
    header: "Every",
    width: 80,
    align: "end",
    hideBelow: "lg",
    cell: ({ interval_seconds: seconds }) => intervalText(seconds),
  },
  {
    id: "errors",
    header: "Errors",
    width: 90,
    align: "end",
    hideBelow: "md",
    cell: ({ runs, consecutive_failures: inRow }) =>
      runs ? (
        <span
          className={inRow > 0 ? "font-medium text-bad" : ""}
          title={`${runs.stats.failures} of ${runs.stats.runs} runs failed, the last ${inRow} in a row`}
        >
          {runs.stats.failures.toLocaleString("en")}
        </span>
      ) : (
        unread
      ),
  },
  { id: "press", header: "Actions", width: 96, align: "end", cell: (manager) => <Press manager={manager} /> },
];

function LastRun({ runs }: ManagerRow) {
  if (!runs) return unread;
  const { last_run: last } = runs;
  if (!last) return <span className="text-ink-faint">has not run yet</span>;
  return (
    <div className="min-w-0">
      <p className="truncate">
        <Ago at={last.started_at} />
      </p>
      <p className={`truncate text-xs ${last.outcome === "failed" ? "text-bad" : "text-ink-faint"}`}>
        {last.outcome}, {tookText(last.duration_ms)}
      </p>
    </div>
  );
}

function Press({ manager }: { manager: ManagerRow }) {
  const { name, label, paused, enabled } = manager;
  const about = { payload: { manager: name }, subject: name };
  const resume = paused ? ("manager.resume" as const) : ("manager.start" as const);
  return (
    <div className="-mr-2 flex">
      <ActionButton
        action="manager.run_now"
        label={`Run ${label} now`}
        {...about}
        unless={whyNotManager("manager.run_now", manager)}
        icon={<Zap size={17} aria-hidden />}
        compact
      />
      {paused || !enabled ? (
        <ActionButton
          action={resume}
          label={`${paused ? "Resume" : "Start"} ${label}`}
          {...about}
          icon={<Play size={17} aria-hidden />}
          compact
        />
      ) : (
        <ActionButton
          action="manager.pause"
          label={`Pause ${label}`}
          {...about}
          icon={<Pause size={17} aria-hidden />}
          compact
        />
      )}
    </div>
  );
}
