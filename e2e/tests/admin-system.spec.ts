import type { Client } from "@agentos/client/open-client";
import { ssotOperations } from "@agentos/contracts/api/admin";
import { probedServices } from "@agentos/contracts/messages/health";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { expect, type Locator, type Page } from "@playwright/test";
import { openControlRoom, openElsewhere, type Staff } from "../src/staff.ts";
import { test } from "../src/test.ts";

/** System Controls, against what the API says at the same time. */
test.describe.configure({ mode: "serial" });

let staff: Staff;
let elsewhere: Client;

test.beforeAll(async ({ browser, stack }) => {
  elsewhere = await openElsewhere(stack, "admin");
  staff = await openControlRoom(browser, stack, "admin", { path: "/system" });
});

test.afterAll(async () => {
  await elsewhere?.close();
  await staff?.page.context().close();
});

async function readSystem(): Promise<Sections["system"]> {
  const reply = await elsewhere.api.call(ssotOperations.ssotSection, { params: { section: "system" } });
  return reply as Sections["system"];
}

/** A row of a table by what stands at its beginning. */
function rowOf(page: Page, table: string, name: string): Locator {
  return page.getByRole("grid", { name: table }).getByRole("row", { name: new RegExp(`^${name}`) });
}

test("shows the services, breakers, tables and backups that there are", async () => {
  const { page } = staff;
  const { services, breakers, database } = await readSystem();
  expect(services?.every(({ answers }) => answers)).toBe(true);
  for (const service of probedServices) {
    await expect(rowOf(page, "Services", service)).toContainText("Answers");
  }
  for (const { service } of breakers ?? []) {
    await expect(rowOf(page, "Circuit breakers", service)).toContainText("Closed");
  }
  // The header is a row too.
  const tables = page.getByRole("grid", { name: "Tables" });
  await expect(tables).toHaveAttribute("aria-rowcount", String((database?.tables.length ?? 0) + 1));
  await expect(page.getByText("No backup has been made.", { exact: false })).toBeVisible();
});

test("a health check shows how long each service took, from the audit trail, for everybody", async () => {
  const { page } = staff;
  await expect(page.getByText("No health check has been run", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Check health" }).click();
  await expect(page.getByText(/^Last health check just now: all is well\.$/)).toBeVisible();
  for (const service of probedServices) await expect(rowOf(page, "Services", service)).toContainText(/\d ms/);
  await expect(rowOf(page, "Dependencies at the last health check", "database")).toContainText("7 of 7");
});

test("a pause of the intake that somebody else has made appears, with who it was, and is ended by a press", async () => {
  const { page } = staff;
  const intake = page.locator("#switches");
  await elsewhere.actions.run("system.pause_intake", {}, { reason: "The disk is being changed" }).result();
  await expect(intake.getByText("Paused", { exact: true })).toBeVisible();
  await expect(intake.getByText("admin@agentos.test")).toBeVisible();
  await intake.getByRole("button", { name: "Resume intake" }).click();
  const form = page.locator("form[data-asks='system.resume_intake']");
  await form.getByLabel("Type Resume intake to confirm").fill("Resume intake");
  await form.getByRole("button", { name: "Resume intake" }).click();
  await expect(intake.getByText("Takes new work", { exact: true })).toBeVisible();
  expect((await readSystem()).intake_pause).toBeNull();
});

test("a backup is made, opened by its address, verified and deleted", async () => {
  const { page } = staff;
  await page.getByRole("button", { name: "Back up the database" }).click();
  const making = page.locator("form[data-asks='database.backup']");
  await making.getByLabel("Label").fill("before the change");
  await making.getByRole("button", { name: "Back up the database" }).click();
  const row = rowOf(page, "Backups", "before the change");
  await expect(row).toContainText("Never");
  const [backup] = (await readSystem()).backups ?? [];
  expect(backup).toMatchObject({ label: "before the change", kind: "database", verified_at: null });

  await row.getByText("before the change").click();
  const drawer = page.getByRole("dialog", { name: "before the change", exact: true });
  await expect(drawer).toContainText(backup?.sha256 ?? "none");
  expect(new URL(page.url()).searchParams.get("backup")).toBe(backup?.backup_id);
  await drawer.getByRole("button", { name: "Verify" }).click();
  await expect(drawer).toContainText("Whole");

  await drawer.getByRole("button", { name: "Delete backup" }).click();
  const deleting = page.locator("form[data-asks='system.delete_backup']");
  await deleting.getByLabel("Reason").fill("It was made by a test");
  await deleting.getByLabel("Type before the change to confirm").fill("before the change");
  await deleting.getByRole("button", { name: "Delete backup" }).click();
  await expect(drawer).toBeHidden();
  await expect(row).toBeHidden();
  expect((await readSystem()).backups).toEqual([]);
});

test("the browser has complained about nothing", () => {
  expect(staff.complaints).toEqual([]);
});
