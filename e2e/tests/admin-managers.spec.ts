import type { Client } from "@agentos/client/open-client";
import { ssotOperations } from "@agentos/contracts/api/admin";
import type { ManagerView } from "@agentos/contracts/managers/manager-view";
import { managers } from "@agentos/contracts/managers/managers";
import { expect } from "@playwright/test";
import { openControlRoom, openElsewhere, type Staff } from "../src/staff.ts";
import { test } from "../src/test.ts";

/** The control loops in the control room. */
test.describe.configure({ mode: "serial" });

let staff: Staff;
let client: Client;

test.beforeAll(async ({ browser, stack }) => {
  client = await openElsewhere(stack, "admin");
  staff = await openControlRoom(browser, stack, "operator", { path: "/managers" });
});

test.afterAll(async () => {
  await staff.page.context().close();
  await client.close();
});

async function standing(name: string): Promise<ManagerView | undefined> {
  const query = { per_page: 100 };
  const rows = await client.api.call(ssotOperations.ssotSection, { params: { section: "managers" }, query });
  return (rows as ManagerView[]).find((row) => row.name === name);
}

test("all managers are there, each with its leader and its runs", async () => {
  const { page } = staff;
  for (const { label, name } of managers) {
    const row = page.getByRole("row").filter({ hasText: label });
    await row.scrollIntoViewIfNeeded();
    await expect(row).toContainText((await standing(name))?.leader ?? "nobody");
  }
});

test("a run that was asked for by a button stands in the manager's history", async () => {
  const { page } = staff;
  await page.getByRole("row").filter({ hasText: "Storage janitor" }).click();
  const drawer = page.getByRole("dialog", { name: "Storage janitor" });
  await drawer.getByRole("button", { name: "Run now" }).click();
  await expect.poll(async () => (await standing("storage-janitor"))?.last_run?.trigger).toBe("run_now");
  await expect(drawer.getByText("asked for,").first()).toBeVisible();
  await drawer.getByRole("textbox", { name: /Runs every/ }).fill("601");
  await drawer.getByRole("button", { name: "Set interval" }).click();
  await expect.poll(async () => (await standing("storage-janitor"))?.interval_seconds).toBe(601);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
});

test("a manager that somebody stops elsewhere is shown so without a reload; one that is essential cannot be stopped", async () => {
  const { page } = staff;
  const row = page.getByRole("row").filter({ hasText: "Report scheduler" });
  await client.actions.run("manager.stop", { manager: "report-scheduler" }).result();
  await expect(row).toContainText("Stopped");
  await row.getByRole("button", { name: "Start Report scheduler" }).click();
  await expect(row).not.toContainText("Stopped");
  await page.getByRole("row").filter({ hasText: "Lease reaper" }).click();
  const stop = page.getByRole("dialog", { name: "Lease reaper" }).getByRole("button", { name: "Stop manager" });
  await expect(stop).toHaveAttribute("aria-description", /does not work without it/);
  expect(staff.complaints).toEqual([]);
});
