import { createHash } from "node:crypto";
import type { AnalyticsFigures, ReportName } from "@agentos/contracts/analytics";
import { reportRows } from "../report-rows.ts";
import { chartsOf } from "./charts.ts";

const style = `
body { font: 16px/1.5 system-ui, sans-serif; color: #1c2733; max-width: 900px; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid #d5dae0; padding: .3rem .8rem .3rem 0; text-align: left; font-variant-numeric: tabular-nums; }
img { max-width: 100%; height: auto; }
figure { margin: 1.5rem 0; }
@media print { figure { break-inside: avoid; } }
`;
const styleHash = createHash("sha256").update(style).digest("base64");

const tables: Record<ReportName, string> = {
  throughput: "Jobs over time",
  stages: "Stages",
  workers: "Use of workers",
  errors: "What went wrong",
  clips_per_job: "Clips of a job",
};

/**
 * A report as a page that needs nothing else: no script, no address; charts are pictures in it. Its own policy forbids everything but
 * these and its one style sheet, wherever it is opened.
 */
export function reportPage(figures: AnalyticsFigures, madeAt: Date): string {
  const title = `AgentOS: ${moment(figures.from)} – ${moment(figures.to)}`;
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const charts = chartsOf(figures).map(
    ({ title: caption, svg }) =>
      `<figure><figcaption><h2>${escape(caption)}</h2></figcaption><img alt="${escape(caption)}: the figures are in the tables below" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}"></figure>`,
  );
  const sections = Object.entries(tables).map(([report, caption]) =>
    tableOf(caption, reportRows[report as ReportName](figures)),
  );
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title>`,
    `<style>${style}</style></head><body><main><h1>${escape(title)}</h1>`,
    `<p>Made at ${moment(madeAt.toISOString())}, of what the system's events tell. Times are UTC.</p>`,
    tableOf("Jobs", [summaryOf(figures)]),
    ...charts,
    ...sections,
    `</main></body></html>\n`,
  ].join("\n");
}

function summaryOf(figures: AnalyticsFigures): Record<string, string | number | null> {
  const { created, completed, failed, cancelled, clips, success_rate, turnaround, sla } = figures;
  return {
    ...{ created, completed, failed, cancelled, clips },
    success: percent(success_rate),
    "median turnaround (s)": turnaround?.p50_seconds ?? null,
    [`within ${sla.target_seconds} s`]: percent(sla.share),
  };
}

function tableOf(caption: string, rows: readonly Record<string, string | number | null>[]): string {
  const [first] = rows;
  if (!first) return `<h2>${escape(caption)}</h2><p>Nothing was counted.</p>`;
  const head = Object.keys(first).map((name) => `<th scope="col">${escape(name.replaceAll("_", " "))}</th>`);
  const body = rows.map(
    (row) =>
      `<tr>${Object.values(row)
        .map((cell) => `<td>${escape(cellText(cell))}</td>`)
        .join("")}</tr>`,
  );
  return `<h2>${escape(caption)}</h2><table><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function cellText(cell: string | number | null): string {
  if (cell === null) return "–";
  return typeof cell === "number" ? `${Math.round(cell * 1000) / 1000}` : cell;
}

function percent(share: number | null): string | null {
  return share === null ? null : `${Math.round(share * 1000) / 10} %`;
}

function moment(at: string): string {
  return at.slice(0, 16).replace("T", " ");
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
}
