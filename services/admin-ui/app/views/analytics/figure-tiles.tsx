import type { AnalyticsFigures } from "@agentos/contracts/analytics";
import { formatPercent } from "@agentos/ui/format/percent";
import { formatDuration } from "@agentos/ui/format/time";
import { FigureTile } from "@agentos/ui/parts/figure-tile";
import { memo } from "react";

const none = "No job has ended in this span";

/** What happened in all. */
export const FigureTiles = memo(DrawnFigureTiles);

function DrawnFigureTiles({ figures }: { figures: AnalyticsFigures | undefined }) {
  const { created, completed, failed, cancelled, retried, clips, turnaround, processing, sla } = figures ?? {};
  const why = figures ? none : "Not answered yet";
  return (
    <section aria-label="Figures" className="grid grid-cols-2 gap-3 md:grid-cols-4 2xl:grid-cols-8">
      <FigureTile label="Created" value={created ?? null} why={why} detail={retried ? `${retried} run again` : ""} />
      <FigureTile
        label="Completed"
        value={completed ?? null}
        why={why}
        detail={clips === undefined ? "" : `${clips} clips`}
      />
      <FigureTile label="Failed" value={failed ?? null} why={why} href="/jobs?status=failed" />
      <FigureTile label="Cancelled" value={cancelled ?? null} why={why} href="/jobs?status=cancelled" />
      <FigureTile
        label="Success rate"
        value={share(figures?.success_rate)}
        why={why}
        detail="of runs that ended by themselves"
      />
      <FigureTile
        label="SLA"
        value={share(sla?.share)}
        why={why}
        detail={sla && `${sla.within} within ${formatDuration(sla.target_seconds)}, ${sla.beyond} not`}
      />
      <FigureTile
        label="Turnaround, p50"
        value={seconds(turnaround?.p50_seconds)}
        why={why}
        detail={turnaround ? `p95 ${formatDuration(turnaround.p95_seconds)}` : ""}
      />
      <FigureTile
        label="In work, p50"
        value={seconds(processing?.p50_seconds)}
        why={why}
        detail={processing ? `p95 ${formatDuration(processing.p95_seconds)}` : ""}
      />
    </section>
  );
}

function share(of: number | null | undefined): string | null {
  return of === null || of === undefined ? null : formatPercent(of);
}

function seconds(of: number | undefined): string | null {
  return of === undefined ? null : formatDuration(of);
}
