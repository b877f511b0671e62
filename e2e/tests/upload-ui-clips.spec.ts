import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, type Download, type Page } from "@playwright/test";
import { giveFile, openApp, register, type Creator } from "../src/creator.ts";
import { controlSpeed } from "../src/network.ts";
import { makeTalk, padVideo } from "../src/talk.ts";
import { test } from "../src/test.ts";

/** What is done with the clips of one job: its options are chosen while it is uploaded, and the tests share what comes of it. */
test.describe.configure({ mode: "serial" });

let creator: Creator;

test.beforeAll(async ({ browser, stack }) => {
  const talk = path.join(stack.folder, "Two passages.mp4");
  await makeTalk(talk);
  await padVideo(talk, 20_000_000);
  creator = await openApp(browser, stack);
  await register(creator);
  const setSpeed = await controlSpeed(creator.page);
  await setSpeed(1_000_000);
  await giveFile(creator.page, talk);
  await creator.page.getByRole("button", { name: "Options of Two passages.mp4" }).click();
  await setSpeed("full");
});

test.afterAll(async () => {
  await creator.page.context().close();
});

test("a file that is uploaded waits for the options that somebody looks at, and its job has them", async () => {
  const { page } = creator;
  const row = page.getByRole("region", { name: "Uploads" });
  const make = row.getByRole("button", { name: "Make the clips" });
  await expect(make).toBeVisible();
  await row.getByRole("radio", { name: "Off" }).click();
  await row.getByRole("slider", { name: "Length of a clip: Shortest" }).press("Home");
  await make.click();
  await page.waitForURL(/\/jobs\//);
  await expect(page.getByText("up to 6 clips · 5–60 s · 9:16 · no captions")).toBeVisible();
  await expect(page.getByRole("heading", { name: /^[2-6] clips$/ })).toBeVisible({ timeout: 200_000 });
});

test("captions that are not in the picture are laid over it, and taken away again", async () => {
  const { page } = creator;
  await expect(page.getByText("No captions in the picture").first()).toBeVisible();
  await page.getByRole("button", { name: /^Play clip 1/ }).click();
  const captions = page.getByRole("switch", { name: "Show captions here, clip 1" });
  await expect(captions).not.toBeChecked();
  expect(await trackOf(page)).toMatchObject({ mode: "disabled" });
  await captions.click();
  await expect(captions).toBeChecked();
  await expect.poll(() => trackOf(page)).toMatchObject({ mode: "showing", words: true });
  await captions.click();
  await expect(captions).not.toBeChecked();
  expect(await trackOf(page)).toMatchObject({ mode: "disabled" });
});

test("a link to a clip plays for somebody who has no account", async ({ browser }) => {
  const { page } = creator;
  await page.getByRole("button", { name: "Share clip 1" }).click();
  const dialog = page.getByRole("dialog", { name: "Share clip 1" });
  await expect(dialog).toContainText(/without an account, until .+\./);
  const link = await dialog.getByLabel("Link to the clip").inputValue();
  await dialog.getByRole("button", { name: "Close" }).click();
  await using stranger = await browser.newContext();
  const window = await stranger.newPage();
  await window.goto(link);
  const video = window.locator("video");
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThanOrEqual(3);
  expect(await video.evaluate((element: HTMLVideoElement) => element.duration)).toBeGreaterThan(4);
  expect(await stranger.cookies()).toEqual([]);
});

test("one clip is saved, or all of them, each under a name of its own", async () => {
  const { page, complaints } = creator;
  const clips = await page.getByRole("link", { name: /^Download clip/ }).count();
  const saved: Download[] = [];
  page.on("download", (download) => saved.push(download));
  await page.getByRole("link", { name: "Download clip 1" }).click();
  await expect.poll(() => saved.length).toBe(1);
  await page.getByRole("button", { name: /^Download all/ }).click();
  await expect.poll(() => saved.length).toBe(1 + clips);
  const names = saved.map((download) => download.suggestedFilename());
  expect(names.filter((name) => !name.endsWith(".mp4"))).toEqual([]);
  expect(new Set(names).size).toBe(clips);
  for (const download of saved) expect(await kindOf(download)).toBe("ftyp");
  expect(complaints).toEqual([]);
});

function trackOf(page: Page): Promise<{ mode: string | undefined; words: boolean }> {
  return page.locator("video").evaluate((element: HTMLVideoElement) => {
    const [track] = element.textTracks;
    return { mode: track?.mode, words: (track?.cues?.length ?? 0) > 0 };
  });
}

/** The type of an MP4's first box (ISO/IEC 14496-12). */
async function kindOf(download: Download): Promise<string> {
  return (await readFile(await download.path())).subarray(4, 8).toString("ascii");
}
