import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { repositoryRoot } from "@agentos/testkit/servers/migrate";
import { startStack } from "@agentos/testkit/servers/stack";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "./catalogue/backup-cases.ts";
import { stayingPerson } from "./catalogue/lasting-person.ts";
import { sendAction, untilActionEnded, type World } from "./catalogue/world.ts";
import { until } from "./driver.ts";
import { maintain } from "./maintenance.ts";
import { unlimited } from "./unlimited.ts";

const jobs = 25;
const entries = 1000;

let world: World;
let backup: string;
let state: unknown;

beforeAll(async () => {
  const stack = await startStack({ env: { ...unlimited, AGENTOS_COPIES: "jobs" } });
  const people = { admin: await stayingPerson(stack, "admin"), user: await stayingPerson(stack, "user") };
  world = { stack, ...people, video: "" };
  await promisify(execFile)(process.execPath, ["infra/local/src/seed/main.ts", "--jobs", `${jobs}`], {
    cwd: repositoryRoot,
    env: {
      AGENTOS_STATE: path.join(stack.folder, "state"),
      AGENTOS_MEDIA: path.join(stack.folder, "media"),
    },
  });
  // An intent and an outcome each.
  for (let sent = 0; sent < entries / 2; sent += 10)
    await Promise.all(
      Array.from({ length: 10 }, () => run(world, "manager.set_interval", { manager: "breaker-health", seconds: 30 })),
    );
}, 600_000);
afterAll(() => world?.stack.stop(), 120_000);

/** Of one moment: how many rows there are, and a checksum of all of them. */
async function stateNow(): Promise<unknown> {
  const tables = [
    "jobs.jobs",
    "jobs.runs",
    "jobs.steps",
    "jobs.attempts",
    "jobs.clips",
    "jobs.events",
    "uploads.uploads",
    "identity.users",
  ];
  const of = tables.map(
    (table) =>
      `(select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from ${table} t) as "${table}"`,
  );
  return (await maintain(world.stack, `select ${of.join(", ")}`))[0];
}

async function trailLength(): Promise<number> {
  const [row] = await maintain<{ n: number }>(
    world.stack,
    "select ((select count(*) from audit.entries) + (select count(*) from audit.inbox))::int as n",
  );
  return row?.n ?? 0;
}

async function files(): Promise<string[]> {
  const folder = path.join(world.stack.folder, "media/output/jobs");
  return (await readdir(folder, { recursive: true }).catch(() => [])).toSorted();
}

it("is after a reset and a restore what it was, with a longer trail that verifies", async () => {
  const { backup_id } = await run(world, "system.backup", { include_media: true });
  backup = backup_id;
  state = await stateNow();
  const [before, stored] = [await trailLength(), await files()];
  expect(before).toBeGreaterThanOrEqual(entries);
  expect(stored.length).toBeGreaterThan(jobs);

  await run(world, "system.reset", { confirm: "RESET" });
  expect(await stateNow()).toMatchObject({ "jobs.jobs": "0 ", "jobs.clips": "0 " });
  expect(await files()).toEqual([]);

  expect(await run(world, "system.restore", { backup_id })).toMatchObject({ objects_missing: 0 });
  expect(await stateNow()).toEqual(state);
  expect(await files()).toEqual(stored);
  expect(await trailLength()).toBeGreaterThan(before);
  expect(await run(world, "logs.verify_audit", {})).toMatchObject({ whole: true, findings: [] });
}, 300_000);

it("is the old or the new, never a mixture, where the service is killed in the middle; and goes on by itself", async () => {
  for (const afterMs of [150, 400, 900, 1600]) {
    await maintain(world.stack, "update jobs.jobs set title = title || '!'");
    const old = await stateNow();
    const sent = await sendAction(world, "system.restore", { backup_id: backup });
    await sleep(afterMs);
    world.stack.kill("host");
    expect([old, state]).toContainEqual(await stateNow());
    const ended = await until(() => untilActionEnded(world, sent).catch(() => undefined));
    expect(ended.error).toBeNull();
    expect(await stateNow()).toEqual(state);
  }
  expect(await run(world, "logs.verify_audit", {})).toMatchObject({ whole: true });
  expect((await world.user.get("/api/jobs/today")).status).toBe(200);
}, 600_000);
