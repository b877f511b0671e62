import type { Client } from "@agentos/client/open-client";
import { ssotOperations } from "@agentos/contracts/api/admin";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { stages } from "@agentos/contracts/stages/stages";
import { expect } from "@playwright/test";
import { openControlRoom, openElsewhere, type Staff } from "../src/staff.ts";
import { test } from "../src/test.ts";

/** The first page of the control room. */
test.describe.configure({ mode: "serial" });

let staff: Staff;
let admin: Client;

test.beforeAll(async ({ browser, stack }) => {
  admin = await openElsewhere(stack, "admin");
  staff = await openControlRoom(browser, stack, "operator");
});

test.afterAll(async () => {
  await staff.page.context().close();
  await admin.close();
});

async function snapshot(): Promise<Sections> {
  return (await admin.api.call(ssotOperations.ssot)) as unknown as Sections;
}

/** Any disk is fuller than the one, and none as full as the other should be. */
async function warnOfDisks(percent: number): Promise<void> {
  const payload = { manager: "alert-evaluator", patch: { disk_warning_percent: percent } } as const;
  await admin.actions.run("manager.configure", payload).result();
}

test("the figures, the queues and the breakers are those of the system", async () => {
  const { page } = staff;
  const { dashboard, system } = await snapshot();
  const { online, total } = dashboard.workers;
  const figures = page.getByRole("region", { name: "Figures" });
  await expect(figures.getByRole("link", { name: /^Workers/ })).toContainText(`${online}/${total}`);
  await expect(figures.getByRole("link", { name: /^Failed/ })).toContainText(String(dashboard.jobs.failed));
  const queues = page.getByRole("region", { name: "Queues" });
  for (const { label } of stages) await expect(queues.getByText(label, { exact: true })).toBeVisible();
  const breakers = page.getByRole("region", { name: "Circuit breakers" }).getByRole("listitem");
  await expect(breakers).toHaveCount(system.breakers?.length ?? 0);
});

test("an alert appears by itself, is taken on by a button, and goes when its reason is over", async () => {
  const { page } = staff;
  const alerts = page.getByRole("region", { name: "Alerts" });
  await warnOfDisks(1);
  // There is one for each folder of media, and they change places when one of them is taken on.
  const one = alerts.getByRole("listitem").filter({ hasText: "Disk nearly full" }).filter({ hasText: "/media/input" });
  await one.getByRole("button", { name: "Acknowledge" }).click();
  await expect(one).toContainText("You look after it");
  const query = { rule: "disk_space", state: "acknowledged" };
  const rows = await admin.api.call(ssotOperations.ssotSection, { params: { section: "alerts" }, query });
  expect(rows as RowOf<"alerts">[]).toHaveLength(1);
  await warnOfDisks(85);
  await expect(alerts.getByText("Disk nearly full")).toHaveCount(0);
});

test("a queue that somebody pauses elsewhere is shown so, and resumed from here", async () => {
  const { page, complaints } = staff;
  const { name, label } = stages[5];
  const row = page.getByRole("region", { name: "Queues" }).getByRole("listitem").filter({ hasText: label });
  await admin.actions.run("queue.pause", { queue: name }).result();
  await expect(row).toContainText("paused");
  await row.getByRole("button", { name: "Resume queue" }).click();
  const paused = async () => (await snapshot()).queue.queues?.find(({ queue }) => queue === name)?.paused;
  await expect.poll(paused).toBe(false);
  await expect(row).not.toContainText("paused");
  expect(complaints).toEqual([]);
});
