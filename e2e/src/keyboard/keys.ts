import { expect, type Locator, type Page } from "@playwright/test";

const farthest = 250;
/** What is not in the page for so long does not come back while somebody looks for it. */
const goneAfterMs = 15_000;

/** Goes on by Tab until it is there; fails where Tab does not come to it. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.waitFor({ state: "attached" });
  for (let pressed = 0; pressed < farthest; pressed++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${farthest} times ${key} do not lead to ${String(target)}.`);
}

/** Goes there by Tab, and presses it. */
export async function tabAndPress(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Goes to a table by Tab, and by arrows to one of its rows. */
export async function arrowTo(page: Page, grid: Locator, row: Locator): Promise<void> {
  await tabTo(page, grid);
  await page.keyboard.press("Home");
  for (let pressed = 0; pressed < farthest; pressed++) {
    const id = await row.getAttribute("id");
    if (id !== null && (await grid.getAttribute("aria-activedescendant")) === id) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The arrows do not lead to ${String(row)}.`);
}

/** Goes to a field by Tab, and types into it in place of what was there. */
export async function tabAndType(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Chooses from a list that has the focus, by its first letters, as a keyboard does. */
export async function tabAndChoose(page: Page, target: Locator, label: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(label);
  const chosen = () => target.evaluate((element: HTMLSelectElement) => element.selectedOptions[0]?.textContent);
  await expect.poll(chosen).toContain(label);
}

/** Opens the palette by its keys, and goes to what is found by words. */
export async function byPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  const field = page.getByPlaceholder(/^A page, an action/);
  await expect(field).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.locator("[cmdk-item][data-selected=true]")).toContainText(new RegExp(words, "i"));
  await page.keyboard.press("Enter");
  await expect(field).toBeHidden();
}

/** What has the focus, in words; `body` where it is lost. */
function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return "body";
    return `${at.tagName.toLowerCase()} ${at.getAttribute("aria-label") ?? at.textContent?.trim().slice(0, 60) ?? ""}`;
  });
}

/** The focus is somewhere in the page. */
export async function expectFocusKept(page: Page): Promise<void> {
  await expect.poll(() => focusOf(page)).not.toBe("body");
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.first().evaluate((element) => element === document.activeElement, undefined, { timeout: goneAfterMs });
}
