import type { AnalyticsFigures } from "@agentos/contracts/analytics";
import { LineChart, type ChartSeries } from "@agentos/ui/charts/line-chart";
import { formatPercent } from "@agentos/ui/format/percent";
import { Panel } from "@agentos/ui/parts/panel";
import { memo, useMemo } from "react";
import { courseOf, successCourse, type Moment } from "../../figures/course.ts";
import { ExportButton } from "./export-button.tsx";

const counted = ["created", "completed", "failed", "cancelled"] as const;
const labels = { created: "Created", completed: "Completed", failed: "Failed", cancelled: "Cancelled" } as const;

type Given = { figures: AnalyticsFigures | undefined; loading: boolean };

/** How many jobs came and ended, and how well, hour by hour or day by day. */
export const CoursePanels = memo(DrawnCoursePanels);

function DrawnCoursePanels({ figures, loading }: Given) {
  const moments = useMemo(() => (figures ? courseOf(figures) : []), [figures]);
  const times = useMemo(() => moments.map(({ at }) => at), [moments]);
  const throughput = useMemo(() => counted.map((id) => seriesOf(id, moments)), [moments]);
  const success = useMemo<ChartSeries[]>(
    () => [{ id: "success", label: "Success rate", values: successCourse(moments) }],
    [moments],
  );
  return (
    <div className="grid grid-cols-1 gap-5 xl:grid-cols-[3fr_2fr]">
      <Panel title="Throughput" note={stepText(times)} aside={<ExportButton report="throughput" figures={figures} />}>
        <LineChart label="Jobs" times={times} series={throughput} loading={loading} height={260} />
      </Panel>
      <Panel title="Success" note={stepText(times)}>
        <LineChart
          label="Completed, of those that were completed or failed"
          times={times}
          series={success}
          format={formatPercent}
          loading={loading}
          height={260}
        />
      </Panel>
    </div>
  );
}

function seriesOf(id: (typeof counted)[number], moments: readonly Moment[]): ChartSeries {
  return { id, label: labels[id], values: moments.map((moment) => moment[id]) };
}

function stepText([first, second]: readonly number[]): string {
  if (first === undefined || second === undefined) return "";
  return second - first > 3_600_000 ? "by the day (UTC)" : "by the hour";
}
