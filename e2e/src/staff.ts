import { openClient, type Client } from "@agentos/client/open-client";
import type { Role } from "@agentos/contracts/roles";
import type { Stack, StackAccount } from "@agentos/testkit/servers/stack";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { complaintsOf } from "./complaints.ts";

/** A member of staff in front of the control room. */
export type Staff = {
  page: Page;
  /** What the browser complained about so far: errors of scripts, and what the page's policy refused. */
  complaints: string[];
};

/** Opens the control room in a browser of its own, signed in as the demo account of a role, on a page of it. */
export async function openControlRoom(
  browser: Browser,
  stack: Stack,
  role: Exclude<Role, "user">,
  options: { path?: string } & BrowserContextOptions = {},
): Promise<Staff> {
  const { path = "/", ...look } = options;
  const context = await browser.newContext({ baseURL: stack.admin, viewport: { width: 1280, height: 860 }, ...look });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(path);
  const account = accountOf(stack, role);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation", { name: "Main" }).waitFor();
  return { page, complaints };
}

/** The same system by a program, as the demo account of a role: what somebody does elsewhere. Needs closing. */
export function openElsewhere(stack: Stack, role: Role): Promise<Client> {
  return openClient({ baseUrl: stack.api, liveUrl: stack.ws, ...accountOf(stack, role) });
}

function accountOf(stack: Stack, role: Role): StackAccount {
  const account = stack.accounts[role];
  if (!account) throw new Error(`There is no demo account of the role ${role}.`);
  return account;
}
