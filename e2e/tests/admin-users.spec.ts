import type { Client } from "@agentos/client/open-client";
import { ssotOperations } from "@agentos/contracts/api/admin";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { expect } from "@playwright/test";
import { openControlRoom, openElsewhere, type Staff } from "../src/staff.ts";
import { test } from "../src/test.ts";

/** Accounts, against what the API says at the same time. */
test.describe.configure({ mode: "serial" });

let staff: Staff;
let elsewhere: Client;
const email = "night-shift@agentos.test";
const password = "a long enough password";

test.beforeAll(async ({ browser, stack }) => {
  elsewhere = await openElsewhere(stack, "admin");
  staff = await openControlRoom(browser, stack, "admin", { path: "/configuration/users" });
});

test.afterAll(async () => {
  await elsewhere?.close();
  await staff?.page.context().close();
});

async function readUsers(search: string): Promise<RowOf<"users">[]> {
  const { data } = await elsewhere.api.page(ssotOperations.ssotSection, {
    params: { section: "users" },
    query: { search },
  });
  return data as RowOf<"users">[];
}

test("shows who has an account, and an account that is made elsewhere by itself", async ({ stack }) => {
  const { page, complaints } = staff;
  const table = page.getByRole("grid", { name: "Accounts" });
  for (const account of Object.values(stack.accounts)) await expect(table).toContainText(account.email);
  await elsewhere.actions.run("user.create", { email, password, role: "supervisor" }).result();
  await expect(table).toContainText(email);
  expect(complaints).toEqual([]);
});

test("a permission is granted, and the account hears of it with its session", async ({ stack, browser }) => {
  const { page, complaints } = staff;
  await page.getByRole("row", { name: new RegExp(`^${email}`) }).click();
  const drawer = page.getByRole("dialog", { name: email });
  const line = drawer.locator('[data-permission="LOG_EXPORT"]');
  await expect(line).toHaveAttribute("data-setting", "default");
  await line.getByRole("button", { name: "Grant" }).click();
  const asked = page.getByRole("dialog", { name: /^Change permission/ });
  await asked.getByLabel(/^Type /).fill(email);
  await asked.getByRole("button", { name: "Change permission" }).click();
  await expect(line).toHaveAttribute("data-setting", "grant");
  expect(await readUsers(email)).toMatchObject([{ granted: ["LOG_EXPORT"] }]);

  const accounts = { ...stack.accounts, supervisor: { email, password } };
  const other = await openControlRoom(browser, { ...stack, accounts }, "supervisor", { path: "/configuration/users" });
  await expect(other.page.getByText("permission USER_MANAGE alone")).toBeVisible();
  await other.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "System Logs" }).click();
  await other.page.getByRole("button", { name: "Actions" }).click();
  await expect(other.page.locator('[data-palette-action="logs.export"]')).not.toHaveAttribute("aria-disabled", "true");
  await expect(other.page.locator('[data-palette-action="logs.purge"]')).toHaveAttribute("aria-disabled", "true");
  await other.page.context().close();
  expect(complaints).toEqual([]);
});

test("an account is disabled with a reason, and opened again", async () => {
  const { page } = staff;
  const drawer = page.getByRole("dialog", { name: email });
  await drawer.locator('[data-action="user.disable"]').click();
  const asked = page.getByRole("dialog", { name: /^Disable account/ });
  await asked.getByLabel(/^Reason/).fill("Has left the company");
  await asked.getByLabel(/^Type /).fill(email);
  await asked.getByRole("button", { name: "Disable account" }).click();
  await expect(drawer.getByText("Disabled", { exact: true })).toBeVisible();
  expect(await readUsers(email)).toMatchObject([{ status: "disabled" }]);
  await expect(drawer.locator('[data-action="user.enable"]')).toBeVisible();
});
