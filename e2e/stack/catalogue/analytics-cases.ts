import { createHash } from "node:crypto";
import type { ExportedFile } from "@agentos/contracts/exported-file";
import { expect } from "vitest";
import { query, until } from "../driver.ts";
import { resumeAll, waitingJobs } from "./jobs-of.ts";
import type { ActionCases, World } from "./world.ts";

type Names = "analytics.export" | "analytics.generate_report" | "analytics.schedule_report" | "analytics.recompute";

/** Actions on what is counted of events. */
export const analyticsCases: ActionCases<Names> = {
  "analytics.export": {
    async prepare(world) {
      const created = await untilCounted(world);
      return {
        payload: { report: "throughput", format: "json", ...span() },
        async observe(result) {
          const { rows } = JSON.parse(await download(world, result as ExportedFile)) as { rows: { created: number }[] };
          expect(rows.reduce((sum, row) => sum + row.created, 0)).toBe(created);
          const asked = new URLSearchParams(span()).toString();
          const told = await world.admin.get(`/api/analytics/metrics?${asked}`);
          expect(told).toMatchObject({ status: 200, body: { data: { created } } });
          await until(async () => {
            const { body } = await world.admin.get<{ last_24_hours: object }>("/api/admin/ssot/analytics");
            return JSON.stringify(body.data.last_24_hours ?? {}).includes('"created":');
          });
        },
        effect: () => exportsOf(world),
      };
    },
  },
  "analytics.generate_report": {
    async prepare(world) {
      await untilCounted(world);
      return {
        payload: { period: "last_7_days" },
        async observe(result) {
          const { page, data } = result as Record<"page" | "data", ExportedFile>;
          const html = await download(world, page);
          expect(html).toContain("Content-Security-Policy");
          expect(html.match(/src="data:image\/svg\+xml;base64,/g)).toHaveLength(6);
          expect(JSON.parse(await download(world, data))).toMatchObject({ stages: expect.any(Array) });
        },
        effect: () => exportsOf(world),
      };
    },
  },
  "analytics.schedule_report": {
    async prepare(world) {
      const payload = { report: "errors", period: "last_7_days" };
      return {
        payload: { ...payload, cron: "* * * * *" },
        async observe() {
          // Its time is the next minute; that it has come is not waited for.
          await ownQuery(world, "update report_schedules set next_at = now()");
          const [made] = await until(async () => {
            const rows = await ownQuery<{ files: ExportedFile[] }>(world, "select files from reports");
            return rows.length > 0 && rows;
          });
          expect(await download(world, made?.files[0] as ExportedFile)).toContain("error_code");
        },
        effect: () => ownQuery(world, "select report, period, cron, created_at from report_schedules"),
        restore: async () => void (await ownQuery(world, "delete from report_schedules")),
      };
    },
  },
  "analytics.recompute": {
    async prepare(world) {
      await untilCounted(world);
      const counted = (): Promise<object[]> =>
        ownQuery(world, "select * from analytics_tallies where measure = 'created' order by hour");
      const right = await counted();
      await ownQuery(world, "update analytics_tallies set count = count + 1000 where measure = 'created'");
      return {
        payload: span(),
        async observe(result) {
          expect(result).toMatchObject({ corrected: expect.any(Number) });
          expect((result as { corrected: number }).corrected).toBeGreaterThan(0);
          expect(await counted()).toEqual(right);
        },
        effect: counted,
      };
    },
  },
};

/** Days that have all that the running system has done, and what was there before. */
function span(): { from: string; to: string } {
  const day = 86_400_000;
  return { from: new Date(Date.now() - 300 * day).toISOString(), to: new Date(Date.now() + day).toISOString() };
}

function ownQuery<Row extends object>({ stack }: World, text: string): Promise<Row[]> {
  return query<Row>(stack, text, [], "system");
}

/** Waits until all jobs that were ever created are counted; how many. */
async function untilCounted(world: World): Promise<number> {
  await waitingJobs(world, 1);
  await resumeAll(world);
  return until(async () => {
    const told = "select count(*)::int as count from events where name = 'job:created'";
    const [written] = await query<{ count: number }>(world.stack, told, [], "jobs");
    const [counted] = await ownQuery<{ count: number }>(
      world,
      "select coalesce(sum(count), 0)::int as count from analytics_tallies where measure = 'created'",
    );
    return (written?.count ?? 0) > 0 && written?.count === counted?.count && written?.count;
  });
}

async function exportsOf(world: World): Promise<object[]> {
  return ownQuery(world, "select count(*) from long_operations");
}

/** A file by its address, as it was made. */
async function download({ stack }: World, { url, sha256 }: ExportedFile): Promise<string> {
  const response = await fetch(new URL(url, stack.api));
  expect(response.status).toBe(200);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  return bytes.toString();
}
