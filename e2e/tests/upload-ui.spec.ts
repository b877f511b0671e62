import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { chunkBytes } from "@agentos/contracts/limits";
import { stageNames } from "@agentos/contracts/stages/stages";
import { expect } from "@playwright/test";
import { giveFile, openApp, register, type Creator } from "../src/creator.ts";
import { controlSpeed, watchChunks } from "../src/network.ts";
import { picture } from "../src/picture.ts";
import { makeTalk, padVideo } from "../src/talk.ts";
import { test } from "../src/test.ts";

/** A creator's first minutes, in order: each test goes on where the one before stopped. */
test.describe.configure({ mode: "serial" });

let creator: Creator;
let talk: string;

test.beforeAll(async ({ browser, stack }) => {
  talk = path.join(stack.folder, "What we learned.mp4");
  await makeTalk(talk);
  await padVideo(talk, 40_000_000);
  creator = await openApp(browser, stack);
});

test.afterAll(async () => {
  await creator.page.context().close();
});

test("the door says what is wrong with a sign-in, and takes new people", async () => {
  const { page, email } = creator;
  await picture(page, "sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("E-mail or password is wrong.");
  await picture(page, "sign-in-refused");
  await register(creator);
});

test("somebody without a video sees what to do, and what can be chosen", async () => {
  const { page } = creator;
  await expect(page.getByRole("heading", { name: "Your clips will appear here" })).toBeVisible();
  await picture(page, "empty");
  await page.getByRole("button", { name: "Options" }).click();
  const shortest = page.getByRole("slider", { name: "Length of a clip: Shortest" });
  await shortest.focus();
  await page.keyboard.press("Home");
  await expect(shortest).toHaveAttribute("aria-valuenow", "5");
  await page.getByRole("radio", { name: "Always" }).click();
  await picture(page, "options");
});

test("an upload shows how far it is, pauses, waits for a lost connection, and survives a reload", async () => {
  const { page } = creator;
  const before = watchChunks(page);
  const setSpeed = await controlSpeed(page);
  await setSpeed(3_000_000);
  await giveFile(page, talk);
  await expect(page.getByText(/MB\/s, .* left/)).toBeVisible();
  await setSpeed(30_000);
  await picture(page, "uploading");

  await page.getByRole("button", { name: /^Pause/ }).click();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await picture(page, "paused");
  await page.getByRole("button", { name: /^Resume/ }).click();
  await setSpeed("lost");
  await expect(page.getByText("It resumes by itself.")).toBeVisible();
  await picture(page, "waiting");
  await setSpeed(6_000_000);
  await expect.poll(() => before.taken.length).toBeGreaterThan(0);

  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText(/Not finished: \d+ % of .* has arrived/)).toBeVisible();
  await picture(page, "unfinished");
  await setSpeed("full");
  const after = watchChunks(page);
  await page.getByLabel(/^Choose .* again$/).setInputFiles(talk);
  await page.waitForURL(/\/jobs\//);
  const chunks = Math.ceil((await stat(talk)).size / chunkBytes);
  expect(new Set([...before.taken, ...after.taken]).size).toBe(chunks);
  expect(after.taken.length).toBeLessThan(chunks);
});

test("a job shows each step as it happens", async () => {
  const { page } = creator;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What we learned");
  const progress = page.getByRole("progressbar", { name: "The whole job" });
  const steps = page.getByRole("region", { name: "Steps" }).getByRole("listitem");
  await expect(steps).toHaveCount(stageNames.length);
  await expect(page.locator("[aria-current=step]")).toBeVisible();
  await picture(page, "processing");
  await expect.poll(async () => Number(await progress.getAttribute("aria-valuenow"))).toBeGreaterThan(10);
  await expect(page.getByRole("heading", { name: /^\d+ clips?$/ })).toBeVisible({ timeout: 200_000 });
  await expect(page).toHaveTitle(/^What we learned/);
});

test("clips play with sound, tell why they were picked, and can be taken along", async () => {
  const { page } = creator;
  const card = page
    .getByRole("list")
    .filter({ has: page.getByRole("heading", { level: 3 }) })
    .first();
  await expect(card.getByRole("list", { name: "Why it was picked" }).first()).not.toBeEmpty();
  await picture(page, "finished");

  await page.getByRole("button", { name: /^Play clip 1/ }).press("Enter");
  const video = page.locator("video");
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(1);
  const shown = await video.evaluate((element: HTMLVideoElement) => ({
    shape: element.videoWidth / element.videoHeight,
    muted: element.muted,
    focused: document.activeElement === element,
  }));
  expect(shown).toMatchObject({ muted: false, focused: true });
  expect(shown.shape).toBeCloseTo(9 / 16, 2);
  await picture(page, "playing");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download clip 1" }).click();
  const file = await (await download).path();
  expect((await readFile(file)).subarray(4, 8).toString("ascii")).toBe("ftyp");
  const captions = page.getByRole("link", { name: "Captions of clip 1 as VTT" });
  const response = await page.request.get((await captions.getAttribute("href")) ?? "");
  expect(await response.text()).toMatch(/^WEBVTT/);
});

test("the first page shows the finished video", async () => {
  const { page, complaints } = creator;
  await page.getByRole("link", { name: "AgentOS, new video" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "What we learned" })).toContainText("Done");
  await picture(page, "home");
  expect(complaints).toEqual([]);
});
