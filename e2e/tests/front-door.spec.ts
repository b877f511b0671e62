import { expect } from "@playwright/test";
import { test } from "../src/test.ts";

test("the API says that it is well, and describes itself", async ({ stack, request }) => {
  const health = await request.get(`${stack.api}/health`);
  expect(health.status()).toBe(200);
  const description = await request.get(`${stack.api}/openapi.json`);
  expect(((await description.json()) as { openapi: string }).openapi).toMatch(/^3\.1/);
});
