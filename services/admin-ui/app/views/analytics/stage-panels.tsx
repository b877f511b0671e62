import type { AnalyticsFigures } from "@agentos/contracts/analytics";
import { BarList } from "@agentos/ui/charts/bar-list";
import { PercentileBars, type Percentiles } from "@agentos/ui/charts/percentile-bars";
import { formatPercent } from "@agentos/ui/format/percent";
import { Panel } from "@agentos/ui/parts/panel";
import { memo, type ReactNode } from "react";
import { shortDuration } from "../../figures/short-duration.ts";
import { stageLabel } from "../../figures/stage-labels.ts";
import { AttemptsTable } from "./attempts-table.tsx";
import { ExportButton } from "./export-button.tsx";

type Given = { figures: AnalyticsFigures | undefined; loading: boolean };
type Measured = AnalyticsFigures["turnaround"];

/** How long stages take and wait, how busy their workers are, and what becomes of attempts. */
export const StagePanels = memo(DrawnStagePanels);

function DrawnStagePanels({ figures, loading }: Given) {
  const stages = figures?.stages ?? [];
  const hold = (content: ReactNode): ReactNode =>
    loading && !figures ? <div className="placeholder h-72" /> : content;
  return (
    <div className="grid grid-cols-1 gap-5 xl:grid-cols-2">
      <Panel title="Stage durations" aside={<ExportButton report="stages" figures={figures} />}>
        {hold(
          <PercentileBars
            label="Attempts that were done"
            rows={stages.map(({ stage, duration }) => rowOf(stage, stageLabel(stage), duration))}
            format={shortDuration}
          />,
        )}
      </Panel>
      <Panel title="Queue wait">
        {hold(
          <PercentileBars
            label="From when a step could be taken until a worker took it"
            rows={stages.map(({ stage, wait }) => rowOf(stage, stageLabel(stage), wait))}
            format={shortDuration}
          />,
        )}
      </Panel>
      <Panel title="Whole jobs">
        {hold(
          <PercentileBars
            label="Jobs that were completed"
            rows={[
              rowOf("turnaround", "Since they were added", figures?.turnaround ?? null),
              rowOf("processing", "Since a worker took them", figures?.processing ?? null),
            ]}
            format={shortDuration}
          />,
        )}
        <ClipsPerJob figures={figures} />
      </Panel>
      <Panel title="Worker use" aside={<ExportButton report="workers" figures={figures} />}>
        {hold(<WorkerUse stages={stages} />)}
      </Panel>
      <Panel title="Attempts" className="xl:col-span-2">
        {hold(<AttemptsTable stages={stages} />)}
      </Panel>
    </div>
  );
}

function rowOf(id: string, label: string, of: Measured): Percentiles {
  return { id, label, p50: of?.p50_seconds ?? null, p95: of?.p95_seconds ?? null, p99: of?.p99_seconds ?? null };
}

/** Working time by time online: workers that do several things at once are used more than once over. */
function WorkerUse({ stages }: { stages: AnalyticsFigures["stages"] }) {
  return (
    <BarList
      label="Seconds at work for each second online"
      bars={stages.map(({ stage, use, busy_seconds: busy, online_seconds: online }) => ({
        id: stage,
        label: stageLabel(stage),
        value: use,
        detail: `${shortDuration(busy)} of ${shortDuration(online)}`,
      }))}
      format={timesText}
      full={Math.max(1, ...stages.map(({ use }) => use ?? 0))}
    />
  );
}

/** Above one it is told as how many things are done at once. */
function timesText(use: number): string {
  return use > 1 ? `${use.toLocaleString("en", { maximumFractionDigits: 1 })} at once` : formatPercent(use);
}

function ClipsPerJob({ figures }: { figures: AnalyticsFigures | undefined }) {
  const { mean, counts = [] } = figures?.clips_per_job ?? {};
  const label = typeof mean === "number" ? `Clips per job: ${mean.toFixed(1)} on average` : "Clips per job";
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <BarList
        label={label}
        bars={counts.map(({ clips, jobs }) => ({
          id: String(clips),
          label: clips === 1 ? "1 clip" : `${clips} clips`,
          value: jobs,
        }))}
        format={(jobs) => (jobs === 1 ? "1 job" : `${jobs.toLocaleString("en")} jobs`)}
        empty="No job was completed in this span."
      />
      <div className="justify-self-end">
        <ExportButton report="clips_per_job" figures={figures} />
      </div>
    </div>
  );
}
