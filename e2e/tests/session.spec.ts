import { randomBytes, randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { openControlRoom } from "../src/staff.ts";
import { test } from "../src/test.ts";
import { signIn } from "../stack/driver.ts";
import { accountOf } from "../stack/maintenance.ts";

test("a session that ends in the middle of a form costs nothing that was typed", async ({ browser, stack }) => {
  const { page, complaints } = await openControlRoom(browser, stack, "admin");
  const email = `typed-${randomBytes(4).toString("hex")}@agentos.test`;
  await page.goto("/configuration/users");
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByPlaceholder(/^A page, an action/).fill("user.create");
  await page.locator('[data-palette-action="user.create"]').click();
  const form = page.locator('form[data-asks="user.create"]');
  await form.getByLabel(/^E-?mail/).fill(email);
  await form.getByLabel("Password", { exact: true }).fill(randomUUID());
  await form.getByLabel(/^Role/).selectOption({ label: "Operator" });
  await form.getByLabel(/^Reason/).fill("A colleague begins today");
  await form.getByLabel("Type Create account to confirm").fill("Create account");

  const other = await signIn(stack, "admin");
  await other.post(
    "/api/admin/action",
    { action: "user.revoke_sessions", payload: { user_id: await accountOf(stack, "admin") }, reason: "a lost device" },
    { "x-idempotency-key": randomUUID() },
  );
  await form.getByRole("button", { name: "Create account", exact: true }).click();
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await again.getByLabel("Password", { exact: true }).fill(stack.accounts["admin"]?.password ?? "");
  await again.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(again).toBeHidden();

  await expect(page.getByRole("link", { name: "Audit entry" })).toBeVisible();
  const renewed = await signIn(stack, "admin");
  const made = await renewed.get<{ email: string; role: string }[]>(`/api/admin/ssot/users?search=${email}`);
  expect(made.body.data).toMatchObject([{ email, role: "operator" }]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
