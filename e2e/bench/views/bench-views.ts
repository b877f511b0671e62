import { execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { openClient, type Client } from "@agentos/client/open-client";
import { databaseUrl } from "../../stack/driver.ts";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { chromium, type Browser, type Page } from "@playwright/test";
import { readChromium } from "../../src/config.ts";
import { adminPages } from "../../src/pages.ts";
import { openControlRoom } from "../../src/staff.ts";
import { unlimited } from "../../stack/unlimited.ts";
import { percentile } from "../percentile.ts";
import { framesWhileScrolling } from "./frames.ts";
import { traceMainThread, type Task } from "./main-thread.ts";

const run = promisify(execFile);
const size = { jobs: 100_000, events: 1_000_000 };
const frameMs = 1000 / 60;
const changes = 12;
const restMs = 400;
const settleMs = 2500;

/**
 * How smooth the control room is with a hundred thousand jobs: frames while the list of jobs is scrolled, beside those of an empty
 * tall page in the same browser; and of each page the tasks of its main thread while changes are told to it live.
 */
export async function benchViews(): Promise<void> {
  const stack = await startStack({ env: unlimited });
  const browser = await chromium.launch({ executablePath: readChromium(), args: ["--no-sandbox", "--disable-gpu"] });
  try {
    await fill(stack);
    const { page } = await openControlRoom(browser, stack, "admin");
    const account = stack.accounts["operator"];
    const operator = account && (await openClient({ baseUrl: stack.api, ...account }));
    await scroll(page);
    for (const { path: address, name } of adminPages) {
      await page.goto(address);
      await page.getByRole("heading", { name, level: 1 }).waitFor();
      await sleep(settleMs);
      await page.requestGC();
      if (operator) print(name, await traceChanges(browser, operator));
    }
    await operator?.close();
  } finally {
    await browser.close();
    await stack.stop();
  }
}

async function fill(stack: Stack): Promise<void> {
  const program = path.resolve(import.meta.dirname, "../../../services/jobs/src/fill/main.ts");
  await run(process.execPath, [program, databaseUrl(stack), String(size.jobs), String(size.events)]);
}

async function scroll(page: Page): Promise<void> {
  await page.goto("/jobs");
  const table = page.getByRole("grid", { name: "Jobs" });
  await table.getByRole("row").nth(5).waitFor();
  await table.hover();
  describeFrames("list of jobs", await framesWhileScrolling(page));
  const last = await table.getByRole("row").last().getAttribute("aria-rowindex");
  console.log(`  row ${last} was reached`);
  await page.goto("about:blank");
  await page.evaluate(() => {
    document.body.style.height = "200000px";
  });
  describeFrames("an empty page", await framesWhileScrolling(page));
}

function describeFrames(what: string, gaps: readonly number[]): void {
  const [p50, p95] = [0.5, 0.95].map((share) => percentile(gaps, share).toFixed(1));
  const slow = gaps.filter((gap) => gap > 50).length;
  console.log(`scrolling ${what}: ${gaps.length} frames, p50 ${p50} ms, p95 ${p95} ms, longer than 50 ms: ${slow}`);
}

/** The tasks of the page, which has put its loading behind it, while somebody else pauses and resumes a queue. */
async function traceChanges(browser: Browser, operator: Client): Promise<Task[]> {
  const stop = await traceMainThread(browser);
  for (let change = 0; change < changes; change += 1) {
    const action = change % 2 === 0 ? "queue.pause" : "queue.resume";
    await operator.actions.run(action, { queue: "video_cutter" }).result();
    await sleep(restMs);
  }
  return stop();
}

function print(name: string, tasks: readonly Task[]): void {
  const longest = tasks.reduce<Task>((most, task) => (task.cpuMs > most.cpuMs ? task : most), {
    wallMs: 0,
    cpuMs: 0,
    garbageMs: 0,
  });
  const { cpuMs, wallMs, garbageMs } = longest;
  const long = tasks.filter((task) => task.cpuMs > frameMs).length;
  console.log(
    `${name.padEnd(17)} ${String(tasks.length).padStart(5)} tasks, the longest ${cpuMs.toFixed(1)} ms of processor (${garbageMs.toFixed(1)} ms of it for garbage; ${wallMs.toFixed(1)} ms by the clock), longer than a frame: ${long}`,
  );
}
