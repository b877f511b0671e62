import type { ActionRun } from "@agentos/client/actions/action-run";
import type { ActionName } from "@agentos/contracts/actions/actions";
import { Button } from "@agentos/ui/parts/button";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { useState, useSyncExternalStore } from "react";
import { useStaff } from "../data/staff.ts";
import { contractOf } from "./may-run.ts";

/** What is under way, how far it is, and how to stop it: it stays in sight on whatever view one is. */
export function RunTray() {
  const { actions } = useStaff();
  const open = useSyncExternalStore(actions.open.subscribe, actions.open.getSnapshot);
  if (open.length === 0) return null;
  return (
    <ul
      aria-label="Actions under way"
      className="fixed bottom-4 left-4 z-30 grid w-[min(24rem,calc(100vw-2rem))] gap-2 lg:left-60"
    >
      {open.map((run) => (
        <RunCard key={run.intent.key} run={run} />
      ))}
    </ul>
  );
}

function RunCard({ run }: { run: ActionRun }) {
  const state = useSyncExternalStore(run.subscribe, run.getSnapshot);
  const [refused, setRefused] = useState<string>();
  const label = contractOf(run.intent.action as ActionName).label;
  const progress = state.phase === "running" ? state.progress : null;
  const abort = (): void => {
    run.abort().catch((error: unknown) => setRefused(error instanceof Error ? error.message : "It cannot be stopped."));
  };
  return (
    <li className="late grid gap-2 rounded-card border border-line bg-surface px-4 py-3 shadow-lift">
      <div className="flex items-center justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{label}</span>
        {state.phase === "running" && (
          <Button size="small" kind="quiet" busy={state.aborting} onClick={abort}>
            {state.aborting ? "Stopping…" : "Stop"}
          </Button>
        )}
      </div>
      {progress && progress.total > 0 ? (
        <>
          <ProgressBar share={progress.done / progress.total} label={`Progress of ${label}`} />
          <p className="text-sm text-ink-soft tabular-nums">
            {progress.done} of {progress.total}
          </p>
        </>
      ) : (
        <p className="text-sm text-ink-soft">
          {state.phase === "sending" && state.again ? "Not answered yet; sent again" : "Under way"}
        </p>
      )}
      {state.phase === "sending" && state.again && <p className="text-sm text-ink-faint">{state.again.why.message}</p>}
      {refused && <p className="text-sm text-bad">{refused}</p>}
    </li>
  );
}
