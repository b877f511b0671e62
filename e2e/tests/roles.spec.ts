import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import { actions } from "@agentos/contracts/actions/actions";
import { scopeOf } from "@agentos/contracts/permissions";
import { staffRoles, type Role } from "@agentos/contracts/roles";
import { expect, type Page } from "@playwright/test";
import { adminPages } from "../src/pages.ts";
import { openControlRoom } from "../src/staff.ts";
import { test } from "../src/test.ts";

type Staff = (typeof staffRoles)[number];

for (const role of staffRoles) {
  test(`${role} may press what the role allows, and is told why not`, async ({ browser, stack }) => {
    const { page, complaints } = await openControlRoom(browser, stack, role);
    const seesUsers = mayPress(role, "user.create");
    const seen = adminPages.filter(({ view }) => view !== "accounts" || seesUsers);
    const navigation = page.getByRole("navigation", { name: "Main" });
    await expect(navigation.getByRole("listitem")).toHaveText(seen.map(({ name }) => name));
    for (const { name, view } of seen) {
      await navigation.getByRole("link", { name, exact: true }).click();
      await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
      await expectPressable(page, role, "[data-action]", "data-action");
      // The palette is the same on all pages: one stands for them.
      if (view !== "system") continue;
      await page.getByRole("button", { name: "Actions", exact: true }).click();
      const ofView = actions.filter((action) => action.view === view);
      await expect(page.locator("[data-palette-action]")).toHaveCount(ofView.length);
      await expectPressable(page, role, "[data-palette-action]", "data-palette-action");
      await page.keyboard.press("Escape");
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
}

test("somebody without a part in the control room is told where to go", async ({ browser, stack }) => {
  const context = await browser.newContext({ baseURL: stack.admin });
  const page = await context.newPage();
  await page.goto("/jobs");
  await page.getByLabel("E-mail").fill(stack.accounts["user"]?.email ?? "");
  await page.getByLabel("Password", { exact: true }).fill(stack.accounts["user"]?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "This is the control room" })).toBeVisible();
  await expect(page.getByText("sees them in the app for creators")).toBeVisible();
  await expect(page.locator("[data-action]")).toHaveCount(0);
  await page.getByRole("button", { name: "Sign in with another account" }).click();
  await expect(page.getByRole("heading", { name: "Control room" })).toBeVisible();
  await context.close();
});

/** Nothing can be pressed that the role may not do, and each such button says which permission it needs. */
async function expectPressable(page: Page, role: Staff, selector: string, attribute: string): Promise<void> {
  const shown = await page.locator(selector).evaluateAll(
    (elements, name) =>
      elements.map((element) => ({
        action: element.getAttribute(name) ?? "",
        disabled: element.getAttribute("aria-disabled") === "true",
        words: `${element.getAttribute("aria-description")} ${element.textContent}`,
      })),
    attribute,
  );
  for (const { action, disabled, words } of shown) {
    if (mayPress(role, action)) {
      if (selector === "[data-palette-action]") expect(disabled, `${action} as ${role}`).toBe(false);
      continue;
    }
    expect({ action, disabled, words }).toMatchObject({ disabled: true, words: expect.stringMatching(/permission/) });
  }
}

function mayPress(role: Role, name: string): boolean {
  const action = actions.find((one) => one.name === name);
  if (!action) throw new Error(`There is no action ${name}.`);
  // Without the permission it may still be theirs to do to what is their own.
  return scopeOf(action.permission, role) === "any" || Boolean((action as ActionContract).ownFor?.includes(role));
}
