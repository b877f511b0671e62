import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Stack } from "@agentos/testkit/servers/stack";
import { expect, type Page } from "@playwright/test";
import { openApp, register } from "../src/creator.ts";
import { tabAndPress, tabTo } from "../src/keyboard/keys.ts";
import { walk, walkDialog } from "../src/keyboard/walk.ts";
import { adminPages } from "../src/pages.ts";
import { openControlRoom, openElsewhere, type Staff } from "../src/staff.ts";
import { test } from "../src/test.ts";
import { signIn } from "../stack/driver.ts";

/** Everything can be reached and left by keys alone, in the order in which it is read, and one always sees where one is. */
test.describe.configure({ mode: "serial" });

const look = { reducedMotion: "reduce" } as const;
const title = "Nothing to see";
let staff: Staff;

/** So that every table has a row. */
async function fillTables(stack: Stack): Promise<void> {
  const file = path.join(stack.folder, `${title}.mp4`);
  await writeFile(file, "This is no video.");
  const creator = await signIn(stack, "user");
  await creator.untilEnded((await creator.upload(file)).body.data.job_id);
  const admin = await openElsewhere(stack, "admin");
  await admin.actions.run("queue.pause", { queue: "video_cutter" }).result();
  await admin.actions.run("queue.resume", { queue: "video_cutter" }).result();
  await admin.close();
}

test.beforeAll(async ({ browser, stack }) => {
  await fillTables(stack);
  staff = await openControlRoom(browser, stack, "admin", look);
});

test.afterAll(() => staff?.page.context().close());

const wrong = `<html lang="en"><style>.plain:focus { outline: none }</style><body>
  <button>First</button><button class="plain">Unseen</button><button tabindex="-1">Left out</button>
  <div style="cursor: pointer">Only pressed</div><p><button>Below</button></p><p><button>Last</button></p>
  <div style="display: flex; flex-direction: row-reverse; width: 400px"><button>Right</button><button>Left</button></div>
  <div style="position: relative"><button>Covered</button><div style="position: absolute; inset: 0; background: red"></div></div>
</body>`;

test("a page where something cannot be done by keys is told so", async ({ browser }) => {
  const page = await browser.newPage();
  await page.setContent(wrong);
  expect(await walk(page)).toEqual([
    "no key comes to it: button “Left out”",
    "the focus is not to be seen: button “Unseen”",
    "something lies over it: button “Covered”",
    "only a pointer can press it: div “Only pressed”",
    "Tab comes to it late: button “Left”",
  ]);
  await page.setContent(
    `<button>Before</button><button onkeydown="event.preventDefault()">Trap</button><button>After</button>`,
  );
  expect(await walk(page, 40)).toContain("Tab does not come to the end of the page in 40 steps");
  await page.close();
});

async function show(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
}

/** The parts of pages that have an address of their own. */
const parts = [
  "/jobs?tab=queues",
  "/jobs?tab=dead_letters",
  "/logs?tab=happenings",
  "/logs?tab=levels",
  "/logs?tab=alerts",
  "/logs?tab=archives",
  "/configuration?tab=versions",
  "/configuration?tab=flags",
  "/configuration?tab=followers",
];

const walked = [
  ...adminPages.map((one) => ({ address: one.path, tag: [] })),
  ...parts.map((address) => ({ address, tag: "@long" })),
];

for (const { address, tag } of walked) {
  test(`${address} of the control room is gone through by Tab`, { tag }, async () => {
    await show(staff.page, address);
    expect(await walk(staff.page)).toEqual([]);
  });
}

test("what is open at the side gives the focus back to the row that it was opened from", async () => {
  const { page } = staff;
  for (const address of ["/jobs", "/agents", "/logs"]) {
    await show(page, address);
    const grid = page.getByRole("grid").first();
    await tabTo(page, grid);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const drawer = page.locator("dialog[open]");
    await expect(drawer).toBeVisible();
    await expect.poll(() => drawer.evaluate((one) => one.contains(document.activeElement)), address).toBe(true);
    await page.keyboard.press("Escape");
    await expect(drawer).toBeHidden();
    await expect(grid, address).toBeFocused();
  }
});

test("dialogues and menus keep the focus, and give it back however they are closed", async () => {
  const { page, complaints } = staff;
  await show(page, "/managers");
  const opener = page.getByRole("main").getByRole("button", { name: "Actions" });
  await tabAndPress(page, opener);
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.type("manager.set_interval");
  await page.keyboard.press("Enter");
  const form = page.locator('form[data-asks="manager.set_interval"]');
  await expect(form).toBeVisible();
  expect(await walkDialog(page)).toEqual([]);
  await tabAndPress(page, form.getByRole("button", { name: "Cancel" }));
  await expect(form).toBeHidden();
  await expect(opener).toBeFocused();
  await openMenu(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Account" })).toBeFocused();
  await openMenu(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Change password" })).toBeVisible();
  expect(await walkDialog(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Account" })).toBeFocused();
  expect(complaints).toEqual([]);
});

async function openMenu(page: Page): Promise<void> {
  await tabAndPress(page, page.getByRole("button", { name: "Account" }));
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Home");
  await expect(page.getByRole("menuitem", { name: "Change password" })).toBeFocused();
}

test("the first Tab of a page leads past what all pages have", async () => {
  const { page } = staff;
  await show(page, "/managers");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});

test("on a phone, the menu is opened, gone through and left by keys", async () => {
  const { page } = staff;
  await page.setViewportSize({ width: 390, height: 844 });
  await show(page, "/managers");
  expect(await walk(page)).toEqual([]);
  const menu = page.getByRole("button", { name: "Menu", exact: true });
  await tabAndPress(page, menu);
  expect(await walkDialog(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();
  await page.setViewportSize({ width: 1280, height: 860 });
});

test("the pages of the app for creators are gone through by Tab", async ({ browser, stack }) => {
  const creator = await openApp(browser, stack);
  const { page, complaints } = creator;
  expect(await walk(page), "the door").toEqual([]);
  await register(creator);
  await page.emulateMedia(look);
  for (const address of ["/", "/history", "/nowhere"]) {
    await show(page, address);
    expect(await walk(page), address).toEqual([]);
  }
  await show(page, "/");
  await tabAndPress(page, page.getByRole("button", { name: "Options" }));
  await expect(page.getByRole("radio", { name: "Always" })).toBeVisible();
  expect(await walk(page), "options").toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
