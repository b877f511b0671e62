import type { Client } from "@agentos/client/open-client";
import { ssotOperations } from "@agentos/contracts/api/admin";
import { settings } from "@agentos/contracts/settings/settings";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { expect, type Locator, type Page } from "@playwright/test";
import { openControlRoom, openElsewhere, type Staff } from "../src/staff.ts";
import { test } from "../src/test.ts";

/** The configuration, against what the API says at the same time. */
test.describe.configure({ mode: "serial" });

let staff: Staff;
let elsewhere: Client;

test.beforeAll(async ({ browser, stack }) => {
  elsewhere = await openElsewhere(stack, "admin");
  staff = await openControlRoom(browser, stack, "admin", { path: "/configuration" });
});

test.afterAll(async () => {
  await elsewhere?.close();
  await staff?.page.context().close();
});

async function readConfig(): Promise<Sections["config"]> {
  const reply = await elsewhere.api.call(ssotOperations.ssotSection, { params: { section: "config" } });
  return reply as Sections["config"];
}

async function valueOf(key: string): Promise<unknown> {
  return (await readConfig()).settings?.find((row) => row.key === key)?.value;
}

/** Sets a setting as somebody else does it. */
async function setElsewhere(key: (typeof settings)[number]["key"], value: unknown): Promise<void> {
  const { version } = await readConfig();
  await elsewhere.actions.run("config.update", { key, value, expected_version: version ?? 0 }).result();
}

function lineOf(page: Page, key: string): Locator {
  return page.getByRole("listitem").filter({ has: page.locator(`[data-setting="${key}"]`) });
}

test("shows every setting with the value that holds", async () => {
  const { page } = staff;
  await expect(page.locator("[data-setting]")).toHaveCount(
    settings.filter(({ key }) => !key.startsWith("flags.")).length,
  );
  const depth = await valueOf("queue.warning_depth");
  await expect(lineOf(page, "queue.warning_depth")).toContainText(`${depth as number} steps`);
  await page.getByLabel("Search settings").fill("queue warning");
  await expect(page.locator("[data-setting]")).toHaveCount(1);
});

test("a setting is changed by its form, and undone", async () => {
  const { page } = staff;
  const before = (await valueOf("queue.warning_depth")) as number;
  await page.locator('[data-setting="queue.warning_depth"]').click();
  const drawer = page.getByRole("dialog", { name: "Queue: warning" });
  const field = drawer.getByRole("textbox", { name: /^Queue: warning/ });
  await field.fill("0");
  await expect(drawer.getByText("Must be at least 1.")).not.toHaveCount(0);
  await field.fill(String(before + 23));
  await drawer.locator('[data-action="config.update"]').click();
  await expect.poll(() => valueOf("queue.warning_depth")).toBe(before + 23);
  await expect(drawer.getByRole("region", { name: "History" })).toContainText(`${before + 23} steps`);
  await expect(lineOf(page, "queue.warning_depth")).toContainText(`${before + 23} steps`);
  await drawer.locator('[data-action="config.reset"]').click();
  await expect.poll(() => valueOf("queue.warning_depth")).toBe(before);
});

test("what somebody else changes meanwhile is told, and takes nothing away of what was typed", async () => {
  const { page, complaints } = staff;
  const drawer = page.getByRole("dialog", { name: "Queue: warning" });
  const field = drawer.getByRole("textbox", { name: /^Queue: warning/ });
  await field.fill("171");
  await setElsewhere("queue.warning_depth", 133);
  await expect(drawer.getByRole("alert").filter({ hasText: "after you began" })).toContainText("133 steps");
  await expect(field).toHaveValue("171");
  await drawer.getByRole("button", { name: /^Keep mine/ }).click();
  await drawer.locator('[data-action="config.update"]').click();
  await expect.poll(() => valueOf("queue.warning_depth")).toBe(171);
  // Going back closes what was opened.
  await page.goBack();
  await expect(drawer).toBeHidden();
  expect(complaints).toEqual([]);
});

test("an earlier version is looked at and brought back", async () => {
  const { page, complaints } = staff;
  const { version = 0, versions } = await readConfig();
  await page.getByRole("link", { name: "Versions" }).click();
  const table = page.getByRole("grid", { name: "Versions of the configuration" });
  await expect(table).toHaveAttribute("aria-rowcount", String((versions?.length ?? 0) + 1));
  await table.getByRole("row").nth(2).click();
  const drawer = page.getByRole("dialog", { name: `Version ${(version ?? 0) - 1}` });
  await expect(drawer.getByRole("region", { name: "The way back" })).toContainText("133 steps");
  await drawer.locator('[data-action="config.rollback"]').click();
  const asked = page.getByRole("dialog", { name: /^Roll back/ });
  await expect(asked.getByRole("region", { name: "What would change" })).toContainText("queue.warning_depth");
  await asked.getByLabel(/^Type /).fill(`version ${(version ?? 0) - 1}`);
  await asked.getByRole("button", { name: "Roll back" }).click();
  await expect.poll(() => valueOf("queue.warning_depth")).toBe(133);
  expect(complaints).toEqual([]);
});

test("a file that is wrong is told so by its paths", async () => {
  const { page } = staff;
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Import…" }).click();
  const dialog = page.getByRole("dialog", { name: "Import settings" });
  await dialog
    .getByLabel("Or its text")
    .fill(JSON.stringify({ format: "agentos-settings/1", settings: { "queue.warning_depth": -4, "no.such": 1 } }));
  await expect(dialog.getByRole("alert")).toContainText("settings.queue.warning_depth");
  await expect(dialog.getByRole("alert")).toContainText("settings.no.such");
});
