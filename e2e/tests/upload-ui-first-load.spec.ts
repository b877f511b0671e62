import { gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { openApp, register } from "../src/creator.ts";
import { test } from "../src/test.ts";

test("the first load is light, and nothing on it jumps", async ({ browser, stack }) => {
  const creator = await openApp(browser, stack);
  const { page } = creator;
  await register(creator);
  await page.addInitScript(() => {
    const seen = { sum: 0 };
    Object.assign(window, { layoutShift: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.sum += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const scripts: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.body());
  });
  await page.goto("/", { waitUntil: "networkidle" });
  await page.getByRole("heading", { name: /Your latest|Your clips will appear here/ }).waitFor();
  const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(200 * 1024);
  const jumped = await page.evaluate(() => (window as unknown as { layoutShift: { sum: number } }).layoutShift.sum);
  expect(jumped).toBeLessThan(0.02);
  await page.context().close();
});
