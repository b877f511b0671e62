import type { ActionName } from "@agentos/contracts/actions/actions";
import { Ago } from "@agentos/ui/parts/ago";
import { ProgressBar } from "@agentos/ui/parts/progress-bar";
import { ActionButton } from "../../actions/action-button.tsx";
import { contractOf } from "../../actions/may-run.ts";
import { Person } from "./person.tsx";
import { useSystem, type SystemFields } from "./use-system.ts";

type Open = NonNullable<SystemFields["actions"]>["oldest_open"][number];

/** Which of these actions are under way, whoever has begun them, and how far they are. */
export function UnderWay({ of }: { of: readonly ActionName[] }) {
  const open = useSystem("actions")?.oldest_open.filter(({ action }) => (of as readonly string[]).includes(action));
  if (!open || open.length === 0) return null;
  return (
    <ul className="grid gap-2">
      {open.map((one) => (
        <li key={one.action_id}>
          <OpenAction open={one} />
        </li>
      ))}
    </ul>
  );
}

/** An action that has no end yet. */
export function OpenAction({ open }: { open: Open }) {
  const { action_id: id, action, user_id: userId, progress, abort_requested: stopping, created_at: since } = open;
  const { label, risk } = contractOf(action as ActionName);
  const stops = risk === "long" || risk === "bulk";
  return (
    <div className="grid gap-2 rounded-control border border-line bg-surface px-3.5 py-2.5 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="min-w-0">
          <span className="font-medium">{label}</span>{" "}
          <span className="text-ink-soft">
            begun <Ago at={since} /> by <Person id={userId} />
          </span>
        </span>
        <span className="flex items-center gap-3 tabular-nums">
          {progress && progress.total > 0 ? `${progress.done} of ${progress.total}` : "under way"}
          {stops && (
            <ActionButton
              action="action.abort"
              payload={{ action_id: id }}
              subject={label}
              label={stopping ? "Stopping…" : "Stop"}
              kind="quiet"
              unless={stopping ? "It stops at its next safe point." : undefined}
            />
          )}
        </span>
      </div>
      {progress && progress.total > 0 && (
        <ProgressBar share={progress.done / progress.total} label={`Progress of ${label}`} className="h-1.5" />
      )}
    </div>
  );
}
