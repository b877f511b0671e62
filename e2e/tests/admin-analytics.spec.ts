import type { Client } from "@agentos/client/open-client";
import { analyticsOperations } from "@agentos/contracts/api/analytics";
import { ssotOperations } from "@agentos/contracts/api/admin";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { expect } from "@playwright/test";
import { openControlRoom, openElsewhere, type Staff } from "../src/staff.ts";
import { test } from "../src/test.ts";

/** Figures over time, and the reports that are made of them. */
test.describe.configure({ mode: "serial" });

let staff: Staff;
let admin: Client;

test.beforeAll(async ({ browser, stack }) => {
  admin = await openElsewhere(stack, "admin");
  staff = await openControlRoom(browser, stack, "supervisor", { path: "/analytics" });
});

test.afterAll(async () => {
  await staff.page.context().close();
  await admin.close();
});

test("the figures of a span are those of the API, and the span stands in the address", async () => {
  const { page } = staff;
  await page.getByRole("button", { name: "7 days" }).click();
  await expect(page).toHaveURL(/range=7d/);
  const from = new Date(Date.now() - 7 * 86_400_000).toISOString();
  const { created, stages } = await admin.api.call(analyticsOperations.metrics, { query: { from } });
  await expect(page.getByRole("region", { name: "Figures" })).toContainText(`Created${created}`);
  // The row of the headings beside those of the stages.
  await expect(page.getByRole("grid", { name: "Attempts at each stage" }).getByRole("row")).toHaveCount(
    stages.length + 1,
  );
  await page.goBack();
  await expect(page.getByRole("button", { name: "24 hours" })).toHaveAttribute("aria-pressed", "true");
});

test("a schedule that somebody makes elsewhere appears, and is ended from here", async () => {
  const { page, complaints } = staff;
  const schedules = page.getByRole("region", { name: "Schedules" });
  const payload = { report: "throughput", period: "last_7_days", cron: "0 6 * * 1" } as const;
  await admin.actions.run("analytics.schedule_report", payload).result();
  const row = schedules.getByRole("listitem").filter({ hasText: payload.cron });
  await row.getByRole("button", { name: "End the schedule" }).click();
  await expect(row).toHaveCount(0);
  const left = async () => ((await admin.api.call(ssotOperations.ssot)) as unknown as Sections).analytics.schedules;
  await expect.poll(left).toEqual([]);
  expect(complaints).toEqual([]);
});
