import type { JobDetail } from "@agentos/contracts/api/jobs";
import { stageNames, stageByName, type StageName } from "@agentos/contracts/stages/stages";
import CircleAlert from "lucide-react/icons/circle-alert";
import CircleSlash from "lucide-react/icons/circle-slash";
import Info from "lucide-react/icons/info";
import type { ReactNode } from "react";
import { Retry } from "./retry.tsx";

/** How a job ended, where that needs words, and what to do now. */
export function Outcome({ job }: { job: JobDetail }) {
  if (job.status === "failed") return <Failure job={job} />;
  if (job.status === "cancelled") {
    return (
      <Panel icon={<CircleSlash size={22} aria-hidden className="mt-0.5 text-ink-faint" />} title="Cancelled">
        <Retry job={job} />
      </Panel>
    );
  }
  if (job.notes.length === 0) return null;
  return (
    <aside aria-label="Notes" className="flex gap-3 text-ink-soft">
      <Info size={19} aria-hidden className="mt-0.5 shrink-0" />
      <ul className="grid gap-1">
        {job.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </aside>
  );
}

function Failure({ job }: { job: JobDetail }) {
  const where = stageNames.find((name): name is StageName => name === job.error?.stage);
  return (
    <Panel
      icon={<CircleAlert size={22} aria-hidden className="mt-0.5 text-bad" />}
      title={job.error?.message ?? "It did not work out."}
    >
      <p className="text-sm text-ink-faint">
        {where ? `While: ${stageByName(where).label.toLowerCase()}. ` : ""}
        Reference for support: <span className="break-all">{job.trace_id}</span>
      </p>
      <Retry job={job} />
    </Panel>
  );
}

function Panel({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section aria-label="Outcome" className="flex gap-4 rounded-card border border-line bg-surface p-5 sm:p-7">
      <div className="shrink-0">{icon}</div>
      <div className="grid min-w-0 gap-3">
        <h2 className="text-xl font-semibold tracking-tight">{title}</h2>
        {children}
      </div>
    </section>
  );
}
