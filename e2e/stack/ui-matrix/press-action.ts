import { findAction, type ActionName } from "@agentos/contracts/actions/actions";
import type { Locator, Page } from "@playwright/test";
import { z } from "zod";
import { fillForm } from "./fill-form.ts";

/** Who may have to sign in again, as some actions end all sessions. */
export type Pressing = { page: Page; password: string };

/**
 * Carries out an action in the control room as somebody at the keyboard would: finds it in the palette, fills in what is asked for,
 * gives a reason, types what is to be typed, and confirms. Resolves with the action's id once the page has told that it is done.
 */
export async function pressAction({ page, password }: Pressing, name: ActionName, payload: object): Promise<string> {
  const contract = findAction(name);
  if (!contract) throw new Error(`There is no action ${name}.`);
  const told = page.getByRole("link", { name: "Audit entry" });
  await clearPage({ page, password });
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByPlaceholder(/^A page, an action/).fill(name);
  await page.locator(`[data-palette-action="${name}"]`).click();
  const form = page.locator(`form[data-asks="${name}"]`);
  await form.or(told).first().waitFor();
  if (await form.isVisible()) {
    await fillForm(form, z.toJSONSchema(contract.payload, { io: "input", unrepresentable: "any" }), payload);
    await form.getByLabel(/^Reason/).fill("to see that it does what it says");
    const word = form.getByLabel(/^Type .* to confirm$/);
    if (await word.isVisible()) await word.fill(contract.label);
    await form.getByRole("button", { name: contract.label, exact: true }).click();
  }
  return untilTold(page, password);
}

/** Waits for the message that tells how the action ended, and signs in again where the action has ended the session. */
async function untilTold(page: Page, password: string): Promise<string> {
  const told = page.getByRole("link", { name: "Audit entry" });
  const refused = page.locator("form[data-asks] [role=alert]");
  for (;;) {
    await told.or(again(page)).or(refused).first().waitFor({ timeout: 120_000 });
    if (await again(page).isVisible()) {
      await signInAgain({ page, password });
      continue;
    }
    if (await refused.isVisible()) throw new Error(`Refused: ${await refused.innerText()}`);
    const address = await told.first().getAttribute("href");
    return new URL(address ?? "", "http://page").searchParams.get("action_id") ?? "";
  }
}

/** Nothing lies over the page any more: messages are closed, and who was signed out by an action before signs in again. */
async function clearPage({ page, password }: Pressing): Promise<void> {
  const close = page.getByRole("region", { name: /^Notifications/ }).getByRole("button", { name: "Close" });
  for (;;) {
    if (await again(page).isVisible()) await signInAgain({ page, password });
    else if ((await close.count()) === 0) return;
    // The dialogue may come at this very moment, and lie over it.
    else
      await close
        .first()
        .click({ timeout: 2000 })
        .catch(() => undefined);
  }
}

function again(page: Page): Locator {
  return page.getByRole("dialog", { name: "Sign in again" });
}

async function signInAgain({ page, password }: Pressing): Promise<void> {
  const dialog = again(page);
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}
