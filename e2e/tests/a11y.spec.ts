import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "@playwright/test";
import { giveFile, openApp, register } from "../src/creator.ts";
import { adminPages } from "../src/pages.ts";
import { picture } from "../src/picture.ts";
import { openControlRoom } from "../src/staff.ts";
import { test } from "../src/test.ts";

/** Anybody can use every page, on any screen, in both themes; what each looks like is kept. */
test.describe.configure({ mode: "serial" });

test("the pages of the app for creators", async ({ browser, stack }) => {
  const creator = await openApp(browser, stack);
  const { page, complaints } = creator;
  await register(creator);
  const file = path.join(stack.folder, "Not a video.mp4");
  await writeFile(file, "This is no video.");
  await giveFile(page, file);
  await page.waitForURL(/\/jobs\//);
  await expect(page.getByRole("region", { name: "Outcome" })).toBeVisible();
  await page.goto("/history");
  await expect(page.getByRole("listitem").filter({ hasText: "Not a video" })).toBeVisible();
  await picture(page, "app-history");
  await page.goto("/nowhere");
  await picture(page, "app-nowhere");
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Change password" }).click();
  await expect(page.getByRole("dialog", { name: "Change password" })).toBeVisible();
  await picture(page, "app-password");
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("the pages of the control room", async ({ browser, stack }) => {
  const { page, complaints } = await openControlRoom(browser, stack, "admin");
  for (const { path: address, name } of adminPages) {
    await page.goto(address, { waitUntil: "networkidle" });
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
    await picture(page, `admin-${name.toLowerCase().replaceAll(/\W+/g, "-")}`);
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("the door of the control room", async ({ browser, stack }) => {
  const context = await browser.newContext({ baseURL: stack.admin });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Control room" })).toBeVisible();
  await picture(page, "admin-door");
  await context.close();
});
