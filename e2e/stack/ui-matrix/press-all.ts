import type { ActionName } from "@agentos/contracts/actions/actions";
import { chromium, type Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readChromium } from "../../src/config.ts";
import { openControlRoom, type Staff } from "../../src/staff.ts";
import { startWorld } from "../catalogue/start-world.ts";
import { untilActionKnown, type ActionCases, type World } from "../catalogue/world.ts";
import { pressAction } from "./press-action.ts";

/** Has each of these actions pressed in the control room and its effect observed: on a system of their own, one after the other. */
export function pressAll<Names extends ActionName>(cases: ActionCases<Names>): void {
  let world: World;
  let browser: Browser;
  let staff: Staff;

  beforeAll(async () => {
    world = await startWorld();
    browser = await chromium.launch({ executablePath: readChromium(), args: ["--no-sandbox", "--disable-gpu"] });
    staff = await openControlRoom(browser, world.stack, "admin");
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await world?.stack.stop();
  }, 120_000);

  describe("each action of the catalogue, pressed in the control room", () => {
    it.each(Object.keys(cases) as Names[])("%s does what it says", async (name) => {
      const { payload, observe, restore } = await cases[name].prepare(world);
      try {
        const password = world.stack.accounts["admin"]?.password ?? "";
        const ended = await untilActionKnown(world, await pressAction({ page: staff.page, password }, name, payload));
        expect(ended).toMatchObject({ action: name, state: "done", error: null });
        await observe(ended.result);
      } finally {
        await restore?.();
      }
    });
  });

  it("the browser has complained about nothing", () => expect(staff.complaints).toEqual([]));
}
