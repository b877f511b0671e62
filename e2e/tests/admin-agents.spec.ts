import type { Client } from "@agentos/client/open-client";
import { agentOperations } from "@agentos/contracts/api/agents";
import { stageByName, stages } from "@agentos/contracts/stages/stages";
import { expect } from "@playwright/test";
import { openControlRoom, openElsewhere, type Staff } from "../src/staff.ts";
import { test } from "../src/test.ts";

/** Agents and their workers in the control room. */
test.describe.configure({ mode: "serial" });

const agent = "face_detector";

let staff: Staff;
let client: Client;

test.beforeAll(async ({ browser, stack }) => {
  client = await openElsewhere(stack, "admin");
  staff = await openControlRoom(browser, stack, "operator", { path: "/agents" });
});

test.afterAll(async () => {
  await staff.page.context().close();
  await client.close();
});

const one = () => client.api.call(agentOperations.get, { params: { agent_id: agent } });

test("all agents and workers that the API knows are there", async () => {
  const { page } = staff;
  const { workers } = await client.api.call(agentOperations.health);
  for (const { label, name } of stages) {
    await expect(page.locator(`[data-agent=${name}]`).getByRole("heading", { name: label })).toBeVisible();
  }
  for (const { worker_id: id } of workers) {
    await expect(page.getByRole("row").filter({ hasText: id })).toBeVisible();
  }
  await page.getByRole("button", { name: /^Offline/ }).click();
  await expect(page).toHaveURL(/tier=offline/);
  await expect(page.getByText("No worker is like this.")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("row").filter({ hasText: `${agent}-1` })).toBeVisible();
});

test("a worker that somebody pauses elsewhere is shown so without a reload, and takes work again by a button", async () => {
  const { page } = staff;
  const [worker] = (await one()).worker_list;
  if (!worker) throw new Error(`${agent} has no worker.`);
  const row = page.getByRole("row").filter({ hasText: worker.worker_id });
  await client.actions.run("worker.pause", { worker_id: worker.worker_id }).result();
  await expect(row).toContainText("Paused");
  await row.click();
  const drawer = page.getByRole("dialog", { name: worker.slot });
  await expect(drawer).toContainText("100 × success × efficiency");
  await expect(drawer.getByRole("button", { name: "Pause worker" })).toHaveAttribute("aria-disabled", "true");
  await drawer.getByRole("button", { name: "Resume worker" }).click();
  await expect(row).not.toContainText("Paused");
  await expect.poll(async () => (await one()).worker_list.find((it) => it.slot === worker.slot)?.paused).toBe(false);
  await page.goBack();
  await expect(drawer).toBeHidden();
});

test("a setting is saved by its form, with what changes in sight before, and taken back", async () => {
  const { page } = staff;
  await page.getByRole("button", { name: `Settings and more of ${agent}` }).click();
  const drawer = page.getByRole("dialog", { name: stageByName(agent).label });
  const settings = async () =>
    (await client.api.call(agentOperations.config)).find((it) => it.agent === agent)?.settings;
  const field = drawer.getByLabel("Min score");
  await field.fill("2");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(drawer.getByRole("button", { name: "Save settings" })).toHaveAttribute("aria-disabled", "true");
  await field.fill("0.7");
  await expect(drawer.getByRole("list", { name: "What would change" })).toContainText("0.7");
  await drawer.getByRole("button", { name: "Save settings" }).click();
  await expect.poll(settings).toEqual({ minScore: 0.7 });
  const told = page.getByRole("listitem").filter({ hasText: `Save settings: ${agent}` });
  await told.getByRole("button", { name: "Undo" }).click();
  await expect.poll(settings).toEqual({});
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  expect(staff.complaints).toEqual([]);
});
