import type { JobDetail } from "@agentos/contracts/api/jobs";
import { formatDuration } from "@agentos/ui/format/time";

type Attempt = NonNullable<JobDetail["work"]>[number]["attempts"][number];

const outcomes: Record<NonNullable<Attempt["outcome"]>, string> = {
  done: "done",
  failed: "failed",
  lost: "its worker was lost",
  released: "given back",
  cancelled: "cancelled",
};

/** Each go of a worker at a stage. */
export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  if (attempts.length === 0) return null;
  return (
    <ul className="grid gap-1 text-sm">
      {attempts.map((attempt) => (
        <li key={attempt.started_at} className="grid gap-0.5 border-l-2 border-line pl-3">
          <span className="flex flex-wrap gap-x-3 text-ink-soft tabular-nums">
            <span>Try {attempt.try}</span>
            <span className="font-mono text-xs leading-5 [overflow-wrap:anywhere]">{attempt.worker_id}</span>
            <span className={attempt.outcome === "failed" || attempt.outcome === "lost" ? "text-bad" : ""}>
              {attempt.outcome === null ? "under way" : outcomes[attempt.outcome]}
            </span>
            <span className="text-ink-faint">
              {tookOf(attempt)}waited {formatDuration(attempt.waited_seconds)}
            </span>
          </span>
          {attempt.error && (
            <span className="text-ink-soft [overflow-wrap:anywhere]">
              <code className="text-xs">{attempt.error.code}</code> {attempt.error.message}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function tookOf({ started_at, ended_at }: Attempt): string {
  return ended_at === null ? "" : `${formatDuration((Date.parse(ended_at) - Date.parse(started_at)) / 1000)}, `;
}
