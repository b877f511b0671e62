import { writeFile } from "node:fs/promises";
import path from "node:path";
import { socketLimits } from "@agentos/contracts/realtime/frames";
import { stages } from "@agentos/contracts/stages/stages";
import { expect, type Page } from "@playwright/test";
import { giveFile, openApp, register, type Creator } from "../src/creator.ts";
import { layLine, type Line } from "../src/line.ts";
import { picture } from "../src/picture.ts";
import { makeTalk } from "../src/talk.ts";
import { test } from "../src/test.ts";
import { watchTraffic, type Traffic } from "../src/traffic.ts";

/** What the app is told without asking, and what it does when it is told nothing. */
test.describe.configure({ mode: "serial" });

let creator: Creator;
let line: Line;
let traffic: Traffic;
let talk: string;

test.beforeAll(async ({ browser, stack }) => {
  talk = path.join(stack.folder, "A live talk.mp4");
  await makeTalk(talk);
  line = await layLine(stack.app);
  creator = await openApp(browser, { ...stack, app: line.app });
  traffic = watchTraffic(creator.page);
  await register(creator);
});

test.afterAll(async () => {
  await creator.page.context().close();
  await line.close();
});

/** The steps that the page has shown as the current one so far. */
async function noteSteps(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seenSteps: seen });
    const look = (): void => {
      const text = document.querySelector("[aria-current=step] > span")?.textContent;
      if (text) seen.add(text);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  return () => page.evaluate(() => [...(window as unknown as { seenSteps: Set<string> }).seenSteps]);
}

const words = /^Live updates are interrupted\. This page asks every (5|30) seconds instead\.$/;

test("a job is shown step by step as it is told, and asked for only when something has happened that is not told", async () => {
  const { page } = creator;
  const seenSteps = await noteSteps(page);
  await giveFile(page, talk);
  await page.waitForURL(/\/jobs\//);
  const id = new URL(page.url()).pathname.split("/").at(-1);
  await expect(page.getByRole("heading", { name: /^\d+ clips?$/ })).toBeVisible({ timeout: 200_000 });
  await expect(page.getByRole("region", { name: "Steps" }).getByRole("listitem")).toHaveCount(stages.length);
  const reads = traffic.reads.filter((read) => read === `/api/jobs/${id}`);
  const begun: string[] = stages.map((stage) => stage.event);
  const leftOpen = traffic.events.filter((event) => !begun.includes(event));
  // Once when the page was opened, once as its socket or the job's own begin may have come between; else for what events leave open.
  expect(reads.length).toBeLessThanOrEqual(leftOpen.length + 2);
  expect(traffic.events).toEqual(expect.arrayContaining(begun));
  expect(traffic.ticks).toBeGreaterThan(0);
  expect(traffic.sockets).toBe(1);
  expect(await seenSteps()).toEqual(stages.map((stage) => stage.label));
  await expect(page.getByText(words)).toBeHidden();
});

test("a page that is told nothing says so in words and asks by itself, until it is told again", async () => {
  const { page, complaints } = creator;
  await page.getByRole("link", { name: "AgentOS, new video" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "A live talk" })).toContainText("Done");
  line.cutSockets();
  await expect(page.getByText(words)).toBeVisible();
  await picture(page, "not-live");
  await giveFile(page, talk);
  await page.waitForURL(/\/jobs\//);
  await expect(page.getByText("This page asks every 5 seconds instead.")).toBeVisible();
  await picture(page, "not-live-job");
  const progress = page.getByRole("progressbar", { name: "The whole job" });
  await expect.poll(async () => Number(await progress.getAttribute("aria-valuenow"))).toBeGreaterThan(10);
  line.letSockets();
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(page.getByText(words)).toBeHidden();
  const told = traffic.events.length;
  await expect.poll(() => traffic.events.length, { timeout: 200_000 }).toBeGreaterThan(told);
  expect(complaints).toEqual([]);
});

test(
  "with more windows than an address may have sockets, each shows what happens",
  { tag: "@long" },
  async ({ stack }) => {
    const { page } = creator;
    const windows: Page[] = [];
    for (let opened = 0; opened < socketLimits.perAddress; opened++) {
      const window = await page.context().newPage();
      await window.goto("/");
      windows.push(window);
    }
    const crowded = /^Live updates go to \d windows at a time, and as many are open\. This page asks/;
    const count = async (): Promise<number> => {
      const shown = await Promise.all(windows.map((window) => window.getByText(crowded).isVisible()));
      return shown.filter(Boolean).length;
    };
    // The window of the tests before has the socket that one of these lacks.
    await expect.poll(count).toBe(1);
    const file = path.join(stack.folder, "Seen everywhere.mp4");
    await writeFile(file, "This is no video.");
    await page.goto("/");
    await giveFile(page, file);
    for (const window of windows) {
      await expect(window.getByRole("listitem").filter({ hasText: "Seen everywhere" })).toContainText("Failed");
    }
  },
);
