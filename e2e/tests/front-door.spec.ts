import { expect } from "@playwright/test";
import { openControlRoom } from "../src/staff.ts";
import { test } from "../src/test.ts";

test("the API says that it is well, and describes itself", async ({ stack, request }) => {
  const health = await request.get(`${stack.api}/health`);
  expect(health.status()).toBe(200);
  const description = await request.get(`${stack.api}/openapi.json`);
  expect(((await description.json()) as { openapi: string }).openapi).toMatch(/^3\.1/);
});

test("the control room lets staff in by its own server, whose policy refuses nothing of its page", async ({
  stack,
  browser,
}) => {
  const { page, complaints } = await openControlRoom(browser, stack, "operator");
  const opened = page.waitForEvent("websocket");
  await page.reload();
  expect((await opened).url()).toBe(`${stack.admin.replace("http", "ws")}/ws`);
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
