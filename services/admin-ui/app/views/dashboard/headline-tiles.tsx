import { FigureTile } from "@agentos/ui/parts/figure-tile";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatDuration } from "@agentos/ui/format/time";
import { useMemo } from "react";
import { useSection } from "../../data/use-section.ts";
import { courseOf, successCourse } from "../../figures/course.ts";
import { useJobsLeft } from "./use-jobs-left.ts";

const grid = "grid grid-cols-2 gap-3 md:grid-cols-4 2xl:grid-cols-8";
const silent = "Its owner has not answered yet";

/** The figures that say how things are. */
export function HeadlineTiles() {
  return (
    <section aria-label="Figures" className={grid}>
      <JobTiles />
      <DayTiles />
      <LeftTile />
      <WorkersTile />
    </section>
  );
}

function JobTiles() {
  const { value } = useSection("dashboard");
  const { value: counted } = useSection("analytics");
  const { queued = null, processing = null, failed = null } = value?.jobs ?? {};
  const active = queued === null || processing === null ? null : queued + processing;
  const lately = counted?.last_24_hours?.failed;
  return (
    <>
      <FigureTile
        label="Active"
        value={active}
        why={silent}
        href="/jobs?status=active"
        detail={processing === null ? "" : `${processing.toLocaleString("en")} in work`}
      />
      <FigureTile
        label="Queued"
        value={queued}
        why={silent}
        href="/jobs?status=queued"
        detail={stepsText(value?.queue.waiting)}
      />
      <FigureTile
        label="Failed"
        value={failed}
        why={silent}
        href="/jobs?status=failed"
        tone={lately ? "warn" : "none"}
        detail={lately === undefined ? "" : `${lately.toLocaleString("en")} in 24 h`}
      />
    </>
  );
}

function stepsText(waiting: number | null | undefined): string {
  if (waiting === null || waiting === undefined) return "";
  return waiting === 1 ? "1 step ready" : `${waiting.toLocaleString("en")} steps ready`;
}

function DayTiles() {
  const day = useSection("analytics").value?.last_24_hours;
  const course = useMemo(() => day && courseOf(day), [day]);
  const ended = day && day.completed + day.failed;
  const nothing = day ? "No job has ended in the last 24 hours" : silent;
  return (
    <>
      <FigureTile
        label="Throughput"
        value={day?.completed ?? null}
        unit="jobs / 24 h"
        why={silent}
        href="/analytics"
        detail={day && `${day.clips.toLocaleString("en")} clips`}
        {...(course ? { history: course.map(({ completed }) => completed) } : {})}
      />
      <FigureTile
        label="Success rate"
        value={share(day?.success_rate)}
        why={nothing}
        href="/analytics"
        detail={day && `${day.completed} of ${ended} runs`}
        {...(course ? { history: successCourse(course) } : {})}
      />
      <FigureTile
        label="SLA"
        value={share(day?.sla.share)}
        why={nothing}
        href="/analytics"
        detail={day && `within ${formatDuration(day.sla.target_seconds)}, 24 h`}
      />
    </>
  );
}

function share(of: number | null | undefined): string | null {
  return of === null || of === undefined ? null : formatPercent(of);
}

function LeftTile() {
  const { seconds, told, running } = useJobsLeft();
  const why =
    running === undefined ? "Not answered yet" : running === 0 ? "No job is in work" : "No job has an estimate";
  return (
    <FigureTile
      label="ETA"
      value={seconds === null ? null : formatDuration(seconds)}
      why={why}
      href="/jobs?status=processing"
      detail={seconds === null ? why : `the last of ${told} with an estimate`}
    />
  );
}

function WorkersTile() {
  const { online = null, total = null } = useSection("dashboard").value?.workers ?? {};
  const known = online !== null && total !== null;
  const missing = known ? total - online : 0;
  return (
    <FigureTile
      label="Workers"
      value={known ? `${online}/${total}` : null}
      why={silent}
      href="/agents"
      tone={!known ? "none" : online === 0 ? "bad" : missing > 0 ? "warn" : "good"}
      detail={!known ? "" : missing > 0 ? `${missing} offline` : "all online"}
    />
  );
}
