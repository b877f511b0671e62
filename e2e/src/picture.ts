import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const widths = [390, 1280] as const;
/** What fits into the others fits here, unless something is as wide as the screen by mistake. */
const widest = 1920;
const themes = ["light", "dark"] as const;
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Each theme and each width once: colours do not depend on the width, nor sizes on the theme. */
const examined: ReadonlySet<string> = new Set(["light 390", "dark 1280"]);

/**
 * Keeps what the page looks like now, on a phone and a desktop, light and dark, under `test-results/pictures`; and holds
 * that anybody can use it: no violation that axe finds, nothing that sticks out at the side.
 */
export async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 600 ? 844 : 860 });
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: `test-results/pictures/${name}-${colorScheme}-${width}.png`, fullPage: true });
      if (examined.has(`${colorScheme} ${width}`)) await expectAccessible(page, `${name}, ${colorScheme}, ${width} px`);
    }
    await expectFits(page, `${name} at ${width} px`);
  }
  await page.setViewportSize({ width: widest, height: 1080 });
  await expectFits(page, `${name} at ${widest} px`);
  await page.setViewportSize({ width: 1280, height: 860 });
}

async function expectFits(page: Page, what: string): Promise<void> {
  const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sticksOut, what).toBeLessThanOrEqual(0);
}

async function expectAccessible(page: Page, what: string): Promise<void> {
  const found = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(found.violations.map(describeViolation), what).toEqual([]);
}

function describeViolation({ id, help, nodes }: { id: string; help: string; nodes: { html: string }[] }): string {
  return `${id}: ${help}\n${nodes.map(({ html }) => html.slice(0, 200)).join("\n")}`;
}
