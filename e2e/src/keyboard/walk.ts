import type { Page } from "@playwright/test";
import { beginWatch, installFocusWatch, isRoundDone, standAtTop, watchSight } from "./focus-watch.ts";
import { controlsLeft, onlyForPointers, outOfOrder } from "./page-faults.ts";

const keysAtOnce = 8;
/** As long as a finger stays on a key: some parts ask whether it is still down. In milliseconds. */
const heldMs = 30;

/**
 * Goes through a page by Tab alone until it has come round, and by arrows to what those lead to. Resolves with what is wrong: what no key
 * comes to, where the focus is not seen, what is out of order, and that Tab does not come round in so many steps.
 */
export async function walk(page: Page, mostStops = 600): Promise<string[]> {
  await page.evaluate(installFocusWatch);
  await page.evaluate(beginWatch, "body");
  await page.evaluate(watchSight);
  await page.evaluate(standAtTop);
  const isTrapped = !(await goRound(page, mostStops));
  const left = await goByArrows(page);
  return [
    ...(isTrapped ? [`Tab does not come to the end of the page in ${mostStops} steps`] : []),
    ...left.map(({ name }) => `no key comes to it: ${name}`),
    ...(await page.evaluate(() => window.focusWatch.faults)),
    ...(await page.evaluate(onlyForPointers)),
    ...(await page.evaluate(outOfOrder)),
  ];
}

/** Goes through a dialogue that is open, which keeps the focus; resolves with what is wrong. */
export async function walkDialog(page: Page): Promise<string[]> {
  await page.evaluate(installFocusWatch);
  await page.evaluate(beginWatch, "dialog:modal");
  await goRound(page, 200);
  const left = await goByArrows(page);
  const faults = await page.evaluate(() => {
    const dialog = document.querySelector("dialog:modal");
    const { stops, faults: found, nameOf } = window.focusWatch;
    return [...found, ...stops.filter((stop) => !dialog?.contains(stop)).map((stop) => `outside: ${nameOf(stop)}`)];
  });
  return [...left.map(({ name }) => `no key comes to it: ${name}`), ...faults];
}

/** Whether it has come round. */
async function goRound(page: Page, mostStops: number): Promise<boolean> {
  for (let stops = 0; stops < mostStops; stops += keysAtOnce) {
    for (let pressed = 0; pressed < keysAtOnce; pressed++) await page.keyboard.press("Tab");
    if (await page.evaluate(isRoundDone)) return true;
  }
  return false;
}

/** Goes by arrows to what Tab leaves out; resolves with what they do not lead to either. */
async function goByArrows(page: Page): Promise<Awaited<ReturnType<typeof leftIn>>> {
  for (const { part, at } of await leftIn(page)) {
    if (part === "grid") await goIntoRow(page, at);
    else if (part !== "") await goAlong(page, at);
  }
  return leftIn(page);
}

const leftIn = (page: Page) => page.evaluate(controlsLeft);

/** From the one of a group that Tab comes to, to all others and back. */
async function goAlong(page: Page, at: number): Promise<void> {
  const others = await page.evaluate((index) => {
    const group = document.querySelector(`[data-left="${index}"]`)?.closest("[role]:not([data-left])");
    const entry = [...(group?.querySelectorAll<HTMLElement>("*") ?? [])].find((one) => one.tabIndex === 0);
    entry?.focus();
    return group?.querySelectorAll("[data-left]").length ?? 0;
  }, at);
  for (let pressed = 0; pressed <= others; pressed++) await page.keyboard.press("ArrowRight", { delay: heldMs });
}

/** To the row of a table, and by Tab through what is in it. */
async function goIntoRow(page: Page, at: number): Promise<void> {
  const steps = await page.evaluate((index) => {
    const control = document.querySelector(`[data-left="${index}"]`);
    const row = control?.closest<HTMLElement>("[data-index]");
    const grid = control?.closest<HTMLElement>("[role=grid]");
    const { visited } = window.focusWatch;
    if (!row || !grid || [...visited].some((one) => one.closest("[data-index]") && grid.contains(one)))
      return undefined;
    grid.focus();
    return { down: Number(row.dataset["index"]), across: row.querySelectorAll("a, button").length };
  }, at);
  if (!steps) return;
  await page.keyboard.press("Home");
  for (let pressed = 0; pressed < steps.down; pressed++) await page.keyboard.press("ArrowDown");
  for (let pressed = 0; pressed < steps.across; pressed++) await page.keyboard.press("Tab");
}
