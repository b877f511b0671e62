import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

export type FirstLoad = {
  /** JavaScript that the page has asked for, in bytes of gzip. */
  scriptBytes: number;
  /** How far what was drawn has jumped: the sum of its layout shifts (https://web.dev/articles/cls). */
  jumped: number;
};

/** Opens a page anew and measures what comes until `drawn` is there and nothing more is asked for. */
export async function measureFirstLoad(page: Page, path: string, drawn: () => Promise<void>): Promise<FirstLoad> {
  await page.addInitScript(() => {
    const seen = { sum: 0 };
    Object.assign(window, { layoutShift: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.sum += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  // What the page before still asks for is not counted.
  await page.goto("about:blank");
  const scripts: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.body());
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await drawn();
  return {
    scriptBytes: (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0),
    jumped: await page.evaluate(() => (window as unknown as { layoutShift: { sum: number } }).layoutShift.sum),
  };
}
