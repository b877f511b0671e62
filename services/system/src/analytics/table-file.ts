import { Readable } from "node:stream";
import type { AnalyticsFigures, ReportName } from "@agentos/contracts/analytics";
import type { ExportedBody } from "@agentos/storage/export-file";
import { stringify } from "csv-stringify/sync";
import { emptyColumns, reportRows } from "./report-rows.ts";

export type TableFormat = "csv" | "json";

const contentTypes: Record<TableFormat, string> = { csv: "text/csv; charset=utf-8", json: "application/json" };

/** A table of what was counted, as a file below `analytics/`. No cell of it is a formula, whatever a stage or a code is called. */
export function tableFile(
  figures: AnalyticsFigures,
  report: ReportName,
  { format, key }: { format: TableFormat; key: string },
): ExportedBody {
  const rows = reportRows[report](figures);
  const { from, to } = figures;
  const columns = emptyColumns[report];
  const write: Record<TableFormat, () => string> = {
    csv: () => stringify(rows, { header: true, ...(columns ? { columns } : {}), escape_formulas: true, bom: true }),
    json: () => JSON.stringify({ report, from, to, rows }),
  };
  return {
    key: `analytics/${key}.${format}`,
    name: `${report} ${from.slice(0, 10)} – ${to.slice(0, 10)}.${format}`,
    contentType: contentTypes[format],
    body: Readable.from([write[format]()]),
  };
}
