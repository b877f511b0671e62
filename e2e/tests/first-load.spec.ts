import { expect } from "@playwright/test";
import { openApp, register } from "../src/creator.ts";
import { measureFirstLoad, type FirstLoad } from "../src/first-load.ts";
import { openControlRoom } from "../src/staff.ts";
import { test } from "../src/test.ts";

function expectLight({ scriptBytes, jumped }: FirstLoad): void {
  expect(scriptBytes).toBeGreaterThan(50_000);
  expect(scriptBytes).toBeLessThanOrEqual(200 * 1024);
  expect(jumped).toBeLessThan(0.02);
}

test("the first load of the app is light, and nothing on it jumps", async ({ browser, stack }) => {
  const creator = await openApp(browser, stack);
  await register(creator);
  const { page } = creator;
  const heading = page.getByRole("heading", { name: /Your latest|Your clips will appear here/ });
  expectLight(await measureFirstLoad(page, "/", () => heading.waitFor()));
  await page.context().close();
});

test("the first load of the control room is light, and nothing on it jumps", async ({ browser, stack }) => {
  const { page } = await openControlRoom(browser, stack, "admin");
  const heading = page.getByRole("heading", { name: "Dashboard", level: 1 });
  expectLight(await measureFirstLoad(page, "/", () => heading.waitFor()));
  await page.context().close();
});
