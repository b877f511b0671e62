import path from "node:path";
import { expect, type Page } from "@playwright/test";
import { openApp, register, type Creator } from "../src/creator.ts";
import { expectFocusKept, tabAndPress, tabTo } from "../src/keyboard/keys.ts";
import { walk } from "../src/keyboard/walk.ts";
import { makeTalk } from "../src/talk.ts";
import { test } from "../src/test.ts";

/** A creator's way from a file to a clip without a pointer. */
test.describe.configure({ mode: "serial" });

let creator: Creator;

test.beforeAll(async ({ browser, stack }) => {
  creator = await openApp(browser, stack);
  await register(creator);
  await makeTalk(path.join(stack.folder, "By keys.mp4"));
});

test.afterAll(() => creator?.page.context().close());

async function chooseFile(page: Page, file: string): Promise<void> {
  await tabTo(page, page.getByLabel("Choose a video file"));
  const asked = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await asked).setFiles(file);
}

test("a file is chosen, its job cancelled and tried again", async ({ stack }) => {
  const { page } = creator;
  await chooseFile(page, path.join(stack.folder, "By keys.mp4"));
  await page.waitForURL(/\/jobs\//);
  const cancel = page.getByRole("button", { name: "Cancel", exact: true });
  await tabAndPress(page, cancel);
  await tabAndPress(page, page.getByRole("button", { name: "Keep going" }));
  await expect(cancel).toBeFocused();
  await page.keyboard.press("Enter");
  await tabAndPress(page, page.getByRole("button", { name: "Cancel the video" }));
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  await expectFocusKept(page);
  expect(await walk(page)).toEqual([]);
  await tabAndPress(page, page.getByRole("button", { name: "Try again" }));
  await expect(page.getByText(/run 2/)).toBeVisible();
  await expectFocusKept(page);
});

test("its clip is played, and its captions are turned on and off", { tag: "@long" }, async ({ stack }) => {
  const { page, complaints } = creator;
  await page.goto("/");
  await tabAndPress(page, page.getByRole("button", { name: "Options" }));
  await tabTo(page, page.getByRole("radio", { name: "Auto" }));
  for (const name of ["Always", "Off"]) {
    await page.keyboard.press("ArrowRight", { delay: 30 });
    await expect(page.getByRole("radio", { name })).toBeChecked();
  }
  await chooseFile(page, path.join(stack.folder, "By keys.mp4"));
  await page.waitForURL(/\/jobs\//);
  await expect(page.getByRole("heading", { name: /^\d+ clips?$/ })).toBeVisible({ timeout: 200_000 });
  expect(await walk(page)).toEqual([]);
  await tabAndPress(page, page.getByRole("button", { name: /^Play clip 1/ }));
  const video = page.locator("video");
  await expect(video).toBeFocused();
  await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.currentTime)).toBeGreaterThan(0.5);
  await page.keyboard.press(" ");
  await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.paused)).toBe(true);
  const captions = page.getByRole("switch", { name: "Captions of clip 1" });
  const mode = () => video.evaluate((one: HTMLVideoElement) => one.textTracks[0]?.mode);
  for (const expected of ["disabled", "showing"]) {
    await tabAndPress(page, captions, " ");
    await expect(captions).toBeFocused();
    await expect.poll(mode).toBe(expected);
  }
  const share = page.getByRole("button", { name: "Share clip 1" });
  await tabAndPress(page, share);
  await page.keyboard.press("Escape");
  await expect(share).toBeFocused();
  expect(complaints).toEqual([]);
});
