import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describeError } from "@agentos/contracts/errors";
import { expect } from "@playwright/test";
import { giveFile, openApp, register, type Creator } from "../src/creator.ts";
import { picture } from "../src/picture.ts";
import { makeTalk } from "../src/talk.ts";
import { test } from "../src/test.ts";

/** What goes wrong, and what people are told to do then. */
test.describe.configure({ mode: "serial" });

let creator: Creator;

test.beforeAll(async ({ browser, stack }) => {
  creator = await openApp(browser, stack);
  await register(creator);
});

test.afterAll(async () => {
  await creator.page.context().close();
});

test("a file that is no video fails with a sentence to act on", async ({ stack }) => {
  const { page } = creator;
  const file = path.join(stack.folder, "Notes.mp4");
  await writeFile(file, "These are notes, not a video.\n".repeat(200));
  await giveFile(page, file);
  await page.waitForURL(/\/jobs\//);
  await expect(page.getByRole("heading", { name: describeError("NOT_A_VIDEO").says })).toBeVisible();
  const outcome = page.getByRole("region", { name: "Outcome" });
  await expect(outcome.getByRole("button", { name: "Try again anyway" })).toBeVisible();
  await expect(outcome.getByText("Try again", { exact: true })).toBeHidden();
  await expect(outcome.getByLabel("Choose another file")).toHaveAttribute("type", "file");
  await picture(page, "failed");
});

test("an empty file is refused where it was given", async ({ stack }) => {
  const { page } = creator;
  const file = path.join(stack.folder, "Empty.mp4");
  await writeFile(file, "");
  await page.goto("/");
  await giveFile(page, file);
  await expect(page.getByText(describeError("EMPTY_FILE").says)).toBeVisible();
  await expect(page.getByLabel("Choose another file")).toHaveAttribute("type", "file");
  await expect(page.getByRole("button", { name: /^Try the upload/ })).toBeHidden();
  await picture(page, "upload-refused");
  await page.getByRole("button", { name: "Remove the upload of Empty.mp4" }).click();
  await expect(page.getByText(describeError("EMPTY_FILE").says)).toBeHidden();
});

test("an address that is not allowed ends with a sentence to act on", async () => {
  const { page } = creator;
  await page.getByLabel("Address of a video").fill("http://169.254.169.254/latest/video.mp4");
  await page.getByRole("button", { name: "Get clips" }).click();
  await page.waitForURL(/\/jobs\//);
  await expect(page.getByRole("heading", { name: /Use a public .*link to a video/ })).toBeVisible();
});

test("a job can be cancelled, and tried again", async ({ stack }) => {
  const { page } = creator;
  const file = path.join(stack.folder, "Second talk.mp4");
  await makeTalk(file);
  await page.goto("/");
  await giveFile(page, file);
  await page.waitForURL(/\/jobs\//);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Cancel the video" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  await expect(page.getByText(/^Trying again/)).toBeVisible();
  await picture(page, "cancelled");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("progressbar", { name: "The whole job" })).toBeVisible();
  await expect(page.getByText(/run 2/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Cancel the video" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
});

test("a search and a filter are part of the address", async () => {
  const { page } = creator;
  await page.getByRole("link", { name: "Your videos" }).click();
  await page.getByLabel("Search your videos").fill("notes");
  await expect(page).toHaveURL(/search=notes/);
  await page.getByLabel("Status").selectOption({ label: "Failed" });
  await expect(page).toHaveURL(/status=failed/);
  await page.reload();
  await expect(page.getByLabel("Search your videos")).toHaveValue("notes");
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  await picture(page, "history");
  await page.getByLabel("Search your videos").fill("nothing of this name");
  await expect(page.getByText("No video matches")).toBeVisible();
  await picture(page, "history-nothing");
});

test("a job that is not one's own, or is none, is not there", async () => {
  const { page } = creator;
  await page.goto("/jobs/0190c1f4-7a8e-7c3e-9a53-0242ac120002");
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await picture(page, "not-found");
});

test("a session that has ended asks again, and what was typed is kept", async ({ stack }) => {
  const { page, password, complaints } = creator;
  await page.goto("/");
  await page.getByLabel("Address of a video").fill("http://127.0.0.1/mine.mp4");
  const kept = await page.evaluate(() => localStorage.getItem("agentos.session"));
  const { refresh_token: refreshToken } = JSON.parse(kept ?? "{}") as { refresh_token?: string };
  const ended = await page.request.post(`${stack.api}/api/auth/logout`, { data: { refresh_token: refreshToken } });
  expect(ended.ok()).toBe(true);
  // Its socket is closed at once, long before the access token ends, and there is no other token to be had.
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog).toBeVisible();
  await picture(page, "session-ended");
  await dialog.getByLabel("Password", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel("Address of a video")).toHaveValue("http://127.0.0.1/mine.mp4");
  await page.getByRole("button", { name: "Get clips" }).click();
  await page.waitForURL(/\/jobs\//);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("mine");
  expect(complaints).toEqual([]);
});
