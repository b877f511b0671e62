import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import type { queueOperations } from "@agentos/contracts/api/queue";
import { expect } from "@playwright/test";
import type { z } from "zod";
import { openControlRoom, type Staff } from "../src/staff.ts";
import { test } from "../src/test.ts";
import { signIn, type Person } from "../stack/driver.ts";

/** Jobs and queues, as staff sees and changes them. */
test.describe.configure({ mode: "serial" });

const title = "A letter, not a video";
let staff: Staff;
let operator: Person;
let jobId: string;

test.beforeAll(async ({ browser, stack }) => {
  operator = await signIn(stack, "operator");
  staff = await openControlRoom(browser, stack, "operator", { path: "/jobs" });
});

test.afterAll(() => staff.page.context().close());

const readJob = async (): Promise<JobDetail> => (await operator.get<JobDetail>(`/api/jobs/${jobId}`)).body.data;

test("a job that somebody makes comes into the list, and is followed until it has failed", async ({ stack }) => {
  const { page } = staff;
  await expect(page.getByRole("heading", { name: "Jobs & Queue", level: 1 })).toBeVisible();
  await expect(page.getByRole("grid", { name: "Jobs" })).toHaveAttribute("aria-multiselectable", "true");
  const file = path.join(stack.folder, `${title}.mp4`);
  await writeFile(file, "This is no video.");
  const creator = await signIn(stack, "user");
  jobId = (await creator.upload(file)).body.data.job_id;
  const row = page.getByRole("row").filter({ hasText: title });
  await expect(row).toContainText("Failed");
  await expect(row).toContainText((await readJob()).error?.message ?? "a message");
});

test("its drawer says why, who tried it, and where to read on; going back closes it", async () => {
  const { page } = staff;
  await page.getByRole("row").filter({ hasText: title }).click();
  const drawer = page.getByRole("dialog", { name: title });
  const job = await readJob();
  const [work] = job.work ?? [];
  await expect(drawer.getByRole("region", { name: "Outcome" })).toContainText(job.error?.message ?? "a message");
  await expect(drawer.getByRole("region", { name: "Timeline" })).toContainText(
    work?.attempts[0]?.worker_id ?? "a worker",
  );
  await expect(drawer.getByRole("link", { name: job.trace_id })).toHaveAttribute(
    "href",
    `/logs?trace_id=${job.trace_id}`,
  );
  await expect(drawer.getByRole("region", { name: "Logs" }).getByRole("listitem")).not.toHaveCount(0);
  await page.goBack();
  await expect(drawer).toBeHidden();
  await page.goForward();
  await expect(drawer).toBeVisible();
});

test("it is run again from the drawer, which then tells of the new run", async () => {
  const { page } = staff;
  const drawer = page.getByRole("dialog", { name: title });
  await drawer.getByRole("button", { name: "Retry from there" }).click();
  await expect.poll(async () => (await readJob()).run).toBe(2);
  await expect(drawer.getByRole("region", { name: "Timeline" })).toContainText("run 2");
  // The first one came with the job; the second one somebody wanted.
  await expect(drawer.getByRole("list", { name: "Runs" })).toContainText(/^Run 2: begun .+ by .+ \((admin|operator)\)/);
  await expect(page.getByText(`Retry job: ${title} – carried out.`, { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
});

test("what is searched for, and of which state, stands in the address", async () => {
  const { page } = staff;
  await page.getByRole("searchbox", { name: "Search" }).fill(jobId);
  await page.getByRole("button", { name: /^Failed/ }).click();
  const rows = page
    .getByRole("grid", { name: "Jobs" })
    .getByRole("row")
    .filter({ hasNot: page.getByRole("columnheader") });
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(title);
  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Search" })).toHaveValue(jobId);
  await expect(rows).toHaveCount(1);
});

test("a queue is paused here and resumed elsewhere, and is shown so without a reload", async () => {
  const { page, complaints } = staff;
  const isPaused = async (): Promise<boolean | undefined> => {
    const { body } = await operator.get<z.output<typeof queueOperations.status.reply>>("/api/queue/status");
    return body.data.queues.find(({ queue }) => queue === "video_cutter")?.paused;
  };
  await page.getByRole("link", { name: /^Queues/ }).click();
  const actions = page.getByRole("group", { name: "Actions of video_cutter" });
  await actions.getByRole("button", { name: "Pause" }).click();
  await expect.poll(isPaused).toBe(true);
  await expect(actions.getByRole("button", { name: "Resume" })).toBeVisible();
  await operator.post("/api/admin/action", { action: "queue.resume", payload: { queue: "video_cutter" } });
  await expect(actions.getByRole("button", { name: "Pause" })).toBeVisible();
  expect(complaints).toEqual([]);
});
