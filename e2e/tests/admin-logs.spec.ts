import { randomBytes } from "node:crypto";
import { readRows } from "@agentos/client/data/read-rows";
import type { Client } from "@agentos/client/open-client";
import { ssotOperations } from "@agentos/contracts/api/admin";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { expect } from "@playwright/test";
import { openControlRoom, openElsewhere, type Staff } from "../src/staff.ts";
import { test } from "../src/test.ts";

/** The logs of all services and the audit trail in the control room. */
test.describe.configure({ mode: "serial" });

const signal = new AbortController().signal;

let staff: Staff;
let client: Client;

test.beforeAll(async ({ browser, stack }) => {
  client = await openElsewhere(stack, "admin");
  staff = await openControlRoom(browser, stack, "admin", { path: "/logs" });
});

test.afterAll(async () => {
  await staff.page.context().close();
  await client.close();
});

const levels = async () => {
  const { logs } = (await client.api.call(ssotOperations.ssot)) as unknown as Snapshot;
  return logs.levels?.map(({ service, level }) => `${service} ${level}`);
};

test("a line appears as it is logged, and tells all that the API knows of it", async ({ stack }) => {
  const { page } = staff;
  const trace = randomBytes(16).toString("hex");
  await page.getByLabel("Trace").fill(trace);
  await expect(page).toHaveURL(new RegExp(`trace_id=${trace}`));
  await expect(page.getByText("There is no such line yet.")).toBeVisible();
  await fetch(`${stack.api}/api/jobs/today`, { headers: { "x-trace-id": trace } });
  const row = page
    .getByRole("row")
    .filter({ hasText: trace.slice(0, 8) })
    .first();
  await expect(row).toBeVisible();
  await row.click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText(trace);
  const { rows } = await readRows(client.api, "logs", { source: "system", trace_id: trace, per_page: 10 }, signal);
  const line = rows[0];
  if (!line || !("instance" in line)) throw new Error("The line was not kept.");
  await expect(drawer).toContainText(line.service);
  await page.goBack();
  await expect(drawer).toBeHidden();
});

test("what stands still says how much is new, and shows it when it goes on", async ({ stack }) => {
  const { page } = staff;
  await page.getByRole("search").getByRole("button", { name: "Clear" }).click();
  await page.getByRole("button", { name: "Following" }).click();
  const trace = randomBytes(16).toString("hex");
  await fetch(`${stack.api}/api/jobs/today`, { headers: { "x-trace-id": trace } });
  const row = page
    .getByRole("row")
    .filter({ hasText: trace.slice(0, 8) })
    .first();
  await page.getByRole("button", { name: /^Follow · \d+ new$/ }).click();
  await expect(row).toBeVisible();
});

test("a level is set where its service stands, and reset", async () => {
  const { page } = staff;
  await page
    .getByRole("navigation", { name: "Parts of the logs" })
    .getByRole("link", { name: /^Levels/ })
    .click();
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: "uploads", exact: true }) });
  await expect(row).toContainText("as configured");
  await expect(row.getByRole("button", { name: "Reset" })).toHaveAttribute("aria-disabled", "true");
  await row.getByRole("button", { name: "Set level" }).click();
  const dialog = page.getByRole("dialog", { name: "Set level: uploads" });
  await dialog.getByLabel("Level", { exact: true }).selectOption({ label: "Debug" });
  await dialog.getByRole("button", { name: "Set level" }).click();
  await expect(row).toContainText("until it is reset");
  await expect.poll(levels).toEqual(["uploads debug"]);
  await row.getByRole("button", { name: "Reset" }).click();
  await expect(row).toContainText("as configured");
  await expect.poll(levels).toEqual([]);
});

test("an alert that somebody creates elsewhere appears, and is deleted here", async () => {
  const { page } = staff;
  await page
    .getByRole("navigation", { name: "Parts of the logs" })
    .getByRole("link", { name: /^Alerts/ })
    .click();
  await expect(page.getByText("Nothing is watched for yet.", { exact: false })).toBeVisible();
  const alert = {
    name: "Many refusals",
    filter: { service: "gateway", level: "fatal" },
    threshold: 5,
    window_seconds: 60,
  } as const;
  await client.actions.run("logs.create_alert", alert).result();
  const row = page.getByRole("row").filter({ hasText: alert.name });
  await expect(row).toContainText("fatal and above · gateway");
  await expect(row).toContainText("quiet");
  await row.getByRole("button", { name: "Delete" }).click();
  await expect(row).toBeHidden();
});

test("the trail has what was done here, and is verified by a button", async () => {
  const { page, complaints } = staff;
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Audit trail" }).click();
  const entry = page.getByRole("row").filter({ hasText: "logs.set_level" }).filter({ hasText: "Done" });
  await entry.first().click();
  const drawer = page.getByRole("dialog", { name: "Set level" });
  await expect(drawer).toContainText("uploads");
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await page.getByRole("button", { name: "Verify all" }).click();
  await expect(page.getByText("whole", { exact: true })).toBeVisible();
  // The button's own outcome is an entry too, and nobody has reloaded the page.
  await expect(
    page.getByRole("row").filter({ hasText: "logs.verify_audit" }).filter({ hasText: "Done" }).first(),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});
