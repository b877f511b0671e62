import type { JobDetail } from "@agentos/contracts/api/jobs";
import { Ago } from "@agentos/ui/parts/ago";
import { Person } from "../../../parts/person.tsx";

type Run = NonNullable<JobDetail["runs"]>[number];

/** What became of each run, and who had a hand in it; a job that ran once and by itself has nothing to tell. */
export function Runs({ runs }: { runs: JobDetail["runs"] }) {
  if (!runs || (runs.length < 2 && !runs[0]?.cancelled_by)) return null;
  return (
    <ul aria-label="Runs" className="grid gap-1 text-sm text-ink-soft">
      {runs.toReversed().map((run) => (
        <li key={run.run}>
          <Beginning {...run} />
          <Ending {...run} />
        </li>
      ))}
    </ul>
  );
}

function Beginning({ run, begun_at, begun_by }: Run) {
  return (
    <>
      Run {run}: begun <Ago at={begun_at} />
      {begun_by ? <By {...begun_by} /> : run === 1 ? " with the job" : ""}
    </>
  );
}

function Ending({ state, ended_at, cancelled_by }: Run) {
  if (ended_at === null) return null;
  return (
    <>
      , {state} <Ago at={ended_at} />
      {cancelled_by && <By {...cancelled_by} />}
    </>
  );
}

function By({ user_id, role }: NonNullable<Run["begun_by"]>) {
  return (
    <>
      {" "}
      by <Person id={user_id} /> ({role})
    </>
  );
}
