import { randomBytes } from "node:crypto";
import type { Stack } from "@agentos/testkit/servers/stack";
import type { Browser, Page } from "@playwright/test";
import { complaintsOf } from "./complaints.ts";

/** Somebody in front of the app. */
export type Creator = {
  page: Page;
  email: string;
  password: string;
  /** What the browser complained about so far: errors of scripts, and what the page's policy refused. */
  complaints: string[];
};

/** Opens the app in a browser of its own, for somebody who has no account yet: tests do not see each other's videos. */
export async function openApp(browser: Browser, stack: Stack): Promise<Creator> {
  const context = await browser.newContext({ baseURL: stack.app, viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto("/");
  const email = `creator-${randomBytes(4).toString("hex")}@agentos.test`;
  return { page, email, password: randomBytes(12).toString("base64url"), complaints };
}

/** Makes the account and waits for the first page. */
export async function register({ page, email, password }: Creator): Promise<void> {
  await page.getByRole("button", { name: "Create an account" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: /best moments/, level: 1 }).waitFor();
}

/** Gives a file to the first page. */
export async function giveFile(page: Page, file: string): Promise<void> {
  await page.getByLabel("Choose a video file").setInputFiles(file);
}
