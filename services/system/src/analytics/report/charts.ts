import type { AnalyticsFigures } from "@agentos/contracts/analytics";
import { stages as contracts } from "@agentos/contracts/stages/stages";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { init, use, type EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

const size = { width: 860, height: 300 };
const colours = ["#2f5d8a", "#3b8f6b", "#b3452c", "#8a8f98"];
const labels = new Map<string, string>(contracts.map(({ name, label }) => [name, label]));

/** A chart as a picture, and what it shows in words. */
export type Chart = { title: string; svg: string };

/** The charts of a report. */
export function chartsOf(figures: AnalyticsFigures): Chart[] {
  const { throughput, stages, errors, clips_per_job } = figures;
  const names = stages.map(({ stage }) => labels.get(stage) ?? stage);
  const percentiles = (of: "duration" | "wait") => ({
    median: stages.map((stage) => stage[of]?.p50_seconds ?? null),
    "95 %": stages.map((stage) => stage[of]?.p95_seconds ?? null),
    "99 %": stages.map((stage) => stage[of]?.p99_seconds ?? null),
  });
  const moments = throughput.map(({ at }) => at.slice(0, 16).replace("T", " "));
  const perJob = clips_per_job.counts;
  return [
    chart("Jobs over time", "line", moments, {
      created: throughput.map(({ created }) => created),
      completed: throughput.map(({ completed }) => completed),
      failed: throughput.map(({ failed }) => failed),
      cancelled: throughput.map(({ cancelled }) => cancelled),
    }),
    chart("Seconds that a stage takes", "bar", names, percentiles("duration")),
    chart("Seconds that a stage is waited for", "bar", names, percentiles("wait")),
    chart("Use of workers, in percent", "bar", names, {
      use: stages.map(({ use: share }) => (share === null ? null : Math.round(share * 1000) / 10)),
    }),
    chart(
      "Failed jobs by what went wrong",
      "bar",
      errors.map(({ error_code, stage }) => `${error_code}\n${labels.get(stage) ?? stage}`),
      { failed: errors.map(({ count }) => count) },
    ),
    chart(
      "Jobs by their number of clips",
      "bar",
      perJob.map(({ clips }) => `${clips}`),
      { jobs: perJob.map(({ jobs }) => jobs) },
    ),
  ];
}

function chart(
  title: string,
  type: "bar" | "line",
  categories: string[],
  series: Record<string, (number | null)[]>,
): Chart {
  const option: EChartsCoreOption = {
    animation: false,
    color: colours,
    textStyle: { fontFamily: "sans-serif" },
    grid: { left: 60, right: 20, top: 40, bottom: 60 },
    legend: { top: 8 },
    xAxis: { type: "category", data: categories, axisLabel: { hideOverlap: true } },
    yAxis: { type: "value" },
    series: Object.entries(series).map(([name, data]) => ({ name, type, data })),
  };
  const drawing = init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    drawing.setOption(option);
    return { title, svg: drawing.renderToSVGString() };
  } finally {
    drawing.dispose();
  }
}
