import { Problem } from "@agentos/ui/parts/problem";
import { useMemo, useState } from "react";
import { useFilters } from "../../data/use-filters.ts";
import { ViewPage } from "../../shell/view-page.tsx";
import { CoursePanels } from "./course-panels.tsx";
import { ErrorsPanel } from "./errors-panel.tsx";
import { FigureTiles } from "./figure-tiles.tsx";
import { RangeBar } from "./range-bar.tsx";
import { rangeFilters, spanOf } from "./range.ts";
import { RecomputeLine } from "./recompute-line.tsx";
import { ReportsPanel } from "./reports-panel.tsx";
import { SchedulesPanel } from "./schedules-panel.tsx";
import { StagePanels } from "./stage-panels.tsx";
import { useFigures } from "./use-figures.ts";
import { useHour } from "./use-hour.ts";

/** Figures over any span of time, and the files and reports that are made of them. */
export function AnalyticsPage() {
  const [filters, change] = useFilters(rangeFilters);
  const [opened] = useState(Date.now);
  const hour = useHour(opened);
  const { range, from, to } = filters;
  const span = useMemo(() => spanOf({ range, from, to }, hour), [range, from, to, hour]);
  const { figures, previous, loading, error } = useFigures(span);
  return (
    <ViewPage>
      <RangeBar filters={filters} span={span} onChange={change} />
      {error && <Problem error={error}>Choose another span, or wait: it is asked for again each minute.</Problem>}
      <div className={`grid grid-cols-1 gap-5 transition-opacity ${previous ? "opacity-55" : ""}`} aria-busy={previous}>
        <RecomputeLine figures={figures} />
        <FigureTiles figures={figures} />
        <CoursePanels figures={figures} loading={loading} />
        <StagePanels figures={figures} loading={loading} />
        <ErrorsPanel figures={figures} loading={loading} />
      </div>
      <div className="grid grid-cols-1 gap-5 xl:grid-cols-2">
        <ReportsPanel />
        <SchedulesPanel />
      </div>
    </ViewPage>
  );
}
