import type { ManagerRunView } from "@agentos/contracts/managers/manager-view";
import { Ago } from "@agentos/ui/parts/ago";
import { Badge, type Tone } from "@agentos/ui/parts/badge";
import type { ManagerRow } from "./manager-rows.ts";
import { countsText, tookText } from "./manager-words.ts";

const tones: Record<ManagerRunView["outcome"], Tone> = { done: "good", failed: "bad", aborted: "warn" };
const outcomes: Record<ManagerRunView["outcome"], string> = { done: "Done", failed: "Failed", aborted: "Stopped" };

/** The runs of a manager, newest first; runs that found nothing to do are one line. */
export function ManagerHistory({ manager: { runs } }: { manager: ManagerRow }) {
  if (!runs) return <div className="placeholder h-40" />;
  if (runs.history.length === 0) return <p className="text-sm text-ink-soft">It has not run yet.</p>;
  return (
    <ol className="grid text-sm">
      {runs.history.map((run) => (
        <Run key={run.id} run={run} />
      ))}
    </ol>
  );
}

function Run({ run }: { run: ManagerRunView }) {
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line py-2.5 sm:grid-cols-[5.5rem_minmax(0,1fr)_auto]">
      <span>
        <Badge tone={tones[run.outcome]}>{outcomes[run.outcome]}</Badge>
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {run.error ? <span className="text-bad">{run.error}</span> : countsText(run.counts) || "nothing counted"}
        <span className="block text-xs text-ink-faint">
          {run.trigger === "run_now" ? "asked for, " : ""}
          {run.runs > 1 ? `${run.runs.toLocaleString("en")} runs, the last one ` : ""}
          {tookText(run.duration_ms)}, by {run.instance}
        </span>
      </span>
      <Ago at={run.started_at} className="text-ink-faint tabular-nums sm:text-end" />
    </li>
  );
}
