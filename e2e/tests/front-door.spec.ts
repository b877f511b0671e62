import { expect } from "@playwright/test";
import { watchComplaints } from "../src/complaints.ts";
import { test } from "../src/test.ts";

test("the API says that it is well, and describes itself", async ({ stack, request }) => {
  const health = await request.get(`${stack.api}/health`);
  expect(health.status()).toBe(200);
  const description = await request.get(`${stack.api}/openapi.json`);
  expect(((await description.json()) as { openapi: string }).openapi).toMatch(/^3\.1/);
});

test("the control room lets staff in by its own server, whose policy refuses nothing of its page", async ({
  stack,
  page,
}) => {
  const complaints = watchComplaints(page);
  const opened = page.waitForEvent("websocket");
  await page.goto(stack.admin);
  const operator = stack.accounts["operator"];
  await page.getByLabel("E-mail").fill(operator?.email ?? "");
  await page.getByLabel("Password", { exact: true }).fill(operator?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation").first().waitFor();
  expect((await opened).url()).toBe(`${stack.admin.replace("http", "ws")}/ws`);
  expect(complaints).toEqual([]);
});
