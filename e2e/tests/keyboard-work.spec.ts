import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Client } from "@agentos/client/open-client";
import { ssotOperations } from "@agentos/contracts/api/admin";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { expect, type Page } from "@playwright/test";
import { complaintsOf } from "../src/complaints.ts";
import { arrowTo, byPalette, expectFocusKept, tabAndChoose, tabAndPress, tabAndType } from "../src/keyboard/keys.ts";
import { openElsewhere } from "../src/staff.ts";
import { test } from "../src/test.ts";
import { signIn, type Person } from "../stack/driver.ts";

/** A day's work in the control room without a pointer: only keys are pressed here, and what came of it is asked of the API. */
test.describe.configure({ mode: "serial" });

let page: Page;
let complaints: string[];
let elsewhere: Client;

test.beforeAll(async ({ browser, stack }) => {
  elsewhere = await openElsewhere(stack, "admin");
  const context = await browser.newContext({ baseURL: stack.admin, viewport: { width: 1280, height: 860 } });
  page = await context.newPage();
  complaints = complaintsOf(page);
  await page.goto("/");
});

test.afterAll(async () => {
  await elsewhere?.close();
  await page?.context().close();
});

const snapshot = async () => (await elsewhere.api.call(ssotOperations.ssot)) as unknown as Snapshot;

test("somebody signs in, pauses a queue for a reason, and takes it back from the message", async ({ stack }) => {
  const account = stack.accounts["admin"];
  await tabAndType(page, page.getByLabel("E-mail"), account?.email ?? "");
  await tabAndType(page, page.getByLabel("Password", { exact: true }), account?.password ?? "");
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "Main" }).waitFor();

  await byPalette(page, "Pause queue");
  const form = page.locator('form[data-asks="queue.pause"]');
  await tabAndChoose(page, form.getByLabel(/^Queue/), "Cut");
  await tabAndType(page, form.getByLabel(/^Reason/), "The disk is being changed");
  await tabAndPress(page, form.getByRole("button", { name: "Pause queue" }));
  await expect(form).toBeHidden();
  const isPaused = async () => (await snapshot()).queue.queues?.find(({ queue }) => queue === "video_cutter")?.paused;
  await expect.poll(isPaused).toBe(true);
  await expectFocusKept(page);

  const undo = page.getByRole("button", { name: "Undo" });
  // What the first message is drawn with is loaded together with it: nobody presses F8 before there is something to go to.
  await expect(undo).toBeVisible();
  await page.keyboard.press("F8");
  await tabAndPress(page, undo);
  await expect.poll(isPaused).toBe(false);
  await expectFocusKept(page);
});

test("a job is found in the list, opened, retried, and left", async ({ stack }) => {
  const title = "Silence";
  const file = path.join(stack.folder, `${title}.mp4`);
  await writeFile(file, "This is no video.");
  const creator: Person = await signIn(stack, "user");
  const id = (await creator.upload(file)).body.data.job_id;
  await creator.untilEnded(id);
  await byPalette(page, "Jobs & Queue");
  await tabAndType(page, page.getByRole("searchbox", { name: "Search" }), id);
  const grid = page.getByRole("grid", { name: "Jobs" });
  await expect(grid).toHaveAttribute("aria-rowcount", "2");
  await arrowTo(page, grid, grid.getByRole("row").filter({ hasText: title }));
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: title });
  await tabAndPress(page, drawer.getByRole("button", { name: "Retry from there" }));
  const run = async () => (await creator.get<JobDetail>(`/api/jobs/${id}`)).body.data.run;
  await expect.poll(run).toBe(2);
  await expect.poll(() => drawer.evaluate((one) => one.contains(document.activeElement))).toBe(true);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(grid).toBeFocused();
  await page.keyboard.press(" ");
  await expect(grid.getByRole("row", { selected: true })).toContainText(title);
});

test("a setting is changed by its form, and saved", async () => {
  const key = "queue.warning_depth";
  const read = async () => (await snapshot()).config.settings?.find((row) => row.key === key)?.value;
  await byPalette(page, "Configuration");
  await tabAndType(page, page.getByLabel("Search settings"), "queue warning");
  const line = page.locator(`[data-setting="${key}"]`);
  await tabAndPress(page, line);
  const drawer = page.getByRole("dialog", { name: "Queue: warning" });
  await tabAndType(page, drawer.getByRole("textbox", { name: /^Queue: warning/ }), "77");
  await tabAndPress(page, drawer.locator('[data-action="config.update"]'));
  await expect.poll(read).toBe(77);
  await expect.poll(() => drawer.evaluate((one) => one.contains(document.activeElement))).toBe(true);
  await tabAndPress(page, drawer.locator('[data-action="config.reset"]'), " ");
  await expect.poll(read).not.toBe(77);
  await page.keyboard.press("Escape");
  await expect(line).toBeFocused();
});

test("lines are filtered, and all filters are taken away", async () => {
  await byPalette(page, "System Logs");
  await tabAndType(page, page.getByLabel("Words"), "started");
  await tabAndChoose(page, page.getByLabel("Service", { exact: true }), "uploads");
  await expect(page).toHaveURL(/service=uploads/);
  await expect(page).toHaveURL(/text=started/);
  await tabAndPress(page, page.getByRole("search").getByRole("button", { name: "Clear" }));
  await expect(page).not.toHaveURL(/service=|text=/);
  await expectFocusKept(page);
});

test("an alert on lines is created, and deleted from its row", async () => {
  const name = `Refusals ${randomBytes(3).toString("hex")}`;
  const alerts = async () => (await snapshot()).logs.log_alerts?.map((alert) => alert.name);
  await byPalette(page, "System Logs");
  await tabAndPress(page, page.getByRole("link", { name: /^Alerts/ }).and(page.locator("[href*='tab=alerts']")));
  const create = page.locator('main [data-action="logs.create_alert"]');
  await tabAndPress(page, create);
  const form = page.locator('form[data-asks="logs.create_alert"]');
  await tabAndType(page, form.getByLabel(/^Name/), name);
  await tabAndChoose(page, form.getByLabel(/^Level/), "Fatal");
  await tabAndType(page, form.getByLabel(/^Threshold/), "5");
  await tabAndType(page, form.getByLabel(/^Window/), "60");
  await page.keyboard.press("Enter");
  await expect.poll(alerts).toContain(name);
  await expect(form).toBeHidden();
  await expect(create).toBeFocused();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toBeVisible();
  const grid = page.getByRole("grid", { name: "Alerts on logs" });
  await arrowTo(page, grid, row);
  await tabAndPress(page, row.getByRole("button", { name: "Delete" }));
  await expect(row).toBeHidden();
  await expect.poll(alerts).not.toContain(name);
  await expect(grid).toBeFocused();
  expect(complaints).toEqual([]);
});
