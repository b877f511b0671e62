import type { Page } from "@playwright/test";

const wheels = 240;
const step = 400;

/** Milliseconds between the frames that are drawn while somebody turns the wheel over what the mouse is on. */
export async function framesWhileScrolling(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const look = (now: number): void => {
      gaps.push(now - last);
      last = now;
      Object.assign(window, { frameGaps: gaps });
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  for (let turn = 0; turn < wheels; turn += 1) await page.mouse.wheel(0, step);
  return page.evaluate(() => (window as unknown as { frameGaps: number[] }).frameGaps.slice(1));
}
