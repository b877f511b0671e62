import { createHash } from "node:crypto";
import { buffer, text } from "node:stream/consumers";
import type { ExportedFile } from "@agentos/contracts/exported-file";
import { readFileToken } from "@agentos/storage/file-token";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nextTime } from "../../src/analytics/next-time.ts";
import { readFigures } from "../../src/analytics/read-figures.ts";
import { makeOverview } from "../../src/analytics/report/make-report.ts";
import { makeDueReports } from "../../src/analytics/report-scheduler.ts";
import { spanOfPeriod } from "../../src/analytics/span.ts";
import { tableFile } from "../../src/analytics/table-file.ts";
import { startCounting, type Counting } from "./counting.ts";
import { histories, write } from "./histories.ts";

const at = new Date("2026-03-02T10:00:00Z");
let counting: Counting;
beforeAll(async () => {
  counting = await startCounting();
  await write(counting.admin, fc.sample(histories, { numRuns: 6, seed: 7 }).flat());
  await counting.count();
});
afterAll(() => counting.close());

/** A file as it lies in the store. */
async function stored({ url, sha256 }: ExportedFile): Promise<string> {
  const { store, config } = counting.context;
  const claim = readFileToken(url.slice("/media/".length), config.MEDIA_TOKEN_KEY);
  const found = await buffer(await store.read(claim?.key ?? ""));
  expect(createHash("sha256").update(found).digest("hex")).toBe(sha256);
  return found.toString();
}

describe("a report", () => {
  it("is a page that runs and asks for nothing, with charts, and the figures as they are told elsewhere", async () => {
    const { page, data } = await makeOverview(counting.context, { period: "last_7_days", at, key: "one" });
    const html = await stored(page);
    const policy = /content="default-src &#39;none&#39;; style-src &#39;sha256-([^&]+)&#39;; img-src data:/.exec(html);
    const [, style] = /<style>([^<]*)<\/style>/.exec(html) ?? [];
    expect(policy?.[1]).toBe(createHash("sha256").update(String(style)).digest("base64"));
    expect(html).not.toMatch(/<script|javascript:|\son\w+=|\sstyle=|https?:\/\//);
    const charts = [...html.matchAll(/src="data:image\/svg\+xml;base64,([^"]+)"/g)].map(([, svg]) =>
      Buffer.from(String(svg), "base64").toString(),
    );
    expect(charts).toHaveLength(6);
    for (const svg of charts) expect(svg).toMatch(/^<svg .*<path/s);
    const figures = await readFigures(counting.context, spanOfPeriod("last_7_days", at.getTime()), at.getTime());
    expect(JSON.parse(await stored(data))).toMatchObject({ created: figures.created, errors: figures.errors });
    expect(html).toContain(`<td>${figures.created}</td>`);
  });

  it("as a table has no cell that a spreadsheet would run", async () => {
    const figures = await readFigures(counting.context, spanOfPeriod("last_7_days", at.getTime()));
    const error = { fingerprint: "f", error_code: '=HYPERLINK("http://evil.test")', stage: "@SUM(A1)", count: 1 };
    const last_at = at.toISOString();
    const { body } = tableFile({ ...figures, errors: [{ ...error, last_at }] }, "errors", { format: "csv", key: "k" });
    const [, row] = (await text(body)).split("\n");
    expect(row).toBe(`f,"'=HYPERLINK(""http://evil.test"")",'@SUM(A1),1,${last_at}`);
  });
});

describe("a schedule", () => {
  it("is due by the clock of UTC, and refused where it is none or never comes", () => {
    expect(nextTime("30 6 * * 1", at)).toEqual(new Date("2026-03-09T06:30:00Z"));
    for (const cron of ["every day at six", "* * * * * *", "61 * * * *", "0 0 30 2 *"])
      expect(() => nextTime(cron, at)).toThrow(expect.objectContaining({ code: "VALIDATION_ERROR" }));
  });

  it("has its report made once when it is due, whoever looks, tells its webhook, and goes on", async () => {
    const { admin, context } = counting;
    await admin.query(
      `insert into system.report_schedules (report, period, cron, webhook, created_by, next_at)
       values ('errors', 'last_7_days', '0 * * * *', 'ops', gen_random_uuid(), now() - interval '3 hours'),
         ('overview', 'last_24_hours', '0 * * * *', null, gen_random_uuid(), now() + interval '1 hour')`,
    );
    const { signal } = new AbortController();
    const made = await Promise.all([makeDueReports(context, signal), makeDueReports(context, signal)]);
    expect(made.toSorted()).toEqual([0, 1]);
    expect(await makeDueReports(context, signal)).toBe(0);
    const reports = await admin.query<{ files: ExportedFile[] }>("select report, files from system.reports");
    expect(reports.rows).toMatchObject([{ report: "errors", files: [{ content_type: "text/csv; charset=utf-8" }] }]);
    expect(await stored(reports.rows[0]?.files[0] as ExportedFile)).toContain("error_code");
    const told = await admin.query("select destination, event, body from system.webhook_deliveries");
    expect(told.rows).toMatchObject([{ destination: "ops", event: "report:made" }]);
    const due = await admin.query("select from system.report_schedules where next_at > now()");
    expect(due.rowCount).toBe(2);
  });
});
