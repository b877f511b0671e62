import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Stack } from "@agentos/testkit/servers/stack";
import { expect, type Page } from "@playwright/test";
import { giveFile, openApp, register } from "../src/creator.ts";
import { holdFleet } from "../src/hold-fleet.ts";
import { layLine } from "../src/line.ts";
import { openControlRoom } from "../src/staff.ts";
import { test } from "../src/test.ts";

/** Gives a file of a name that nothing else has, in the app for creators. */
async function giveNamed(page: Page, stack: Stack): Promise<string> {
  const name = `Given ${randomBytes(4).toString("hex")}`;
  const file = path.join(stack.folder, `${name}.mp4`);
  await writeFile(file, "This is no video.");
  await page.goto("/");
  await giveFile(page, file);
  await page.waitForURL(/\/jobs\//);
  return name;
}

test("what somebody does in one browser appears in the control room: told, or asked for while the socket is cut", async ({
  browser,
  stack,
}) => {
  const line = await layLine(stack.admin);
  const { page, complaints } = await openControlRoom(browser, { ...stack, admin: line.app }, "admin", {
    path: "/",
  });
  const creator = await openApp(browser, stack);
  await register(creator);
  const connection = page.getByRole("status", { name: "Connection" });
  await expect(connection).toHaveAttribute("data-state", "live");
  const loads = await countLoads(page);

  const told = await giveNamed(creator.page, stack);
  await expect(page.getByText(told).first()).toBeVisible();

  line.cutSockets();
  await expect(connection).toHaveAttribute("data-state", "down");
  await expect(
    page.getByText(/^Live updates are interrupted\. This page asks every 30 seconds instead\.$/).first(),
  ).toBeVisible();
  const asked = await giveNamed(creator.page, stack);
  await expect(page.getByText(asked).first()).toBeVisible();
  await expect(connection).toHaveAttribute("data-state", "down");

  line.letSockets();
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(connection).toHaveAttribute("data-state", "live");
  await expect(page.getByText(/^Live updates are interrupted/)).toHaveCount(0);
  expect(loads()).toBe(0);
  expect(complaints).toEqual([]);
  await creator.page.context().close();
  await page.context().close();
  await line.close();
});

test("while an owner does not answer, its section says since when, and keeps what it told last", async ({
  browser,
  stack,
}) => {
  const { page } = await openControlRoom(browser, stack, "admin", { path: "/agents" });
  const main = page.getByRole("main");
  await expect(main.getByText("video_cutter").first()).toBeVisible();
  const letGo = await holdFleet(stack);
  const words = page.getByText(/^fleet does not answer: what it knows is of .*, .* ago\.$/);
  await expect(words).toBeVisible();
  await expect(main.getByText("video_cutter").first()).toBeVisible();
  await letGo();
  await expect(words).toBeHidden();
  await page.context().close();
});

/** How often the page was loaded from now on. */
async function countLoads(page: Page): Promise<() => number> {
  await page.waitForLoadState("load");
  let loads = 0;
  page.on("load", () => loads++);
  return () => loads;
}
