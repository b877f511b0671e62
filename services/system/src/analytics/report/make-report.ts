import { Readable } from "node:stream";
import type { ReportPeriod } from "@agentos/contracts/analytics";
import type { ExportedFile } from "@agentos/contracts/exported-file";
import { exportFile } from "@agentos/storage/export-file";
import type { Context } from "../../context.ts";
import { readFigures } from "../read-figures.ts";
import { spanOfPeriod } from "../span.ts";
import { tableFile } from "../table-file.ts";
import type { ScheduledReport } from "../tables.ts";
import { reportPage } from "./page.ts";

type Around = Pick<Context, "db" | "config" | "store">;
/** The hours until `at`, and the name of the files below `analytics/`. */
export type Ordered = { period: ReportPeriod; at: Date; key: string };

/** Makes the page with charts and the file with its figures. Errors: STORAGE_FULL. */
export async function makeOverview(
  context: Around,
  { period, at, key }: Ordered,
): Promise<Record<"page" | "data", ExportedFile>> {
  const figures = await readFigures(context, spanOfPeriod(period, at.getTime()));
  const name = `report ${at.toISOString().slice(0, 10)} ${period.replaceAll("_", " ")}`;
  const [page, data] = [reportPage(figures, new Date()), JSON.stringify(figures)];
  const store = (extension: string, contentType: string, text: string): Promise<ExportedFile> =>
    exportFile(exportTo(context), {
      key: `analytics/${key}.${extension}`,
      name: `${name}.${extension}`,
      contentType,
      body: Readable.from([text]),
    });
  return {
    page: await store("html", "text/html; charset=utf-8", page),
    data: await store("json", "application/json", data),
  };
}

/** Makes what a schedule asks for: the overview, or one table for a spreadsheet. Errors: STORAGE_FULL. */
export async function makeReport(context: Around, report: ScheduledReport, ordered: Ordered): Promise<ExportedFile[]> {
  if (report === "overview") return Object.values(await makeOverview(context, ordered));
  const figures = await readFigures(context, spanOfPeriod(ordered.period, ordered.at.getTime()));
  return [await exportFile(exportTo(context), tableFile(figures, report, { format: "csv", key: ordered.key }))];
}

function exportTo({ store, config }: Around) {
  return { store, secret: config.MEDIA_TOKEN_KEY, validSeconds: config.EXPORT_SECONDS };
}
