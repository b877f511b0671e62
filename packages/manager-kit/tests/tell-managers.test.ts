import { snapshotParts } from "@agentos/contracts/snapshot/snapshot-parts";
import { connectDatabase, type Database } from "@agentos/database/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { stillText } from "@agentos/testkit/still-text";
import { afterAll, beforeAll, expect, it } from "vitest";
import { managersPartReader } from "../src/tell-managers.ts";
import type { ManagerTables } from "../src/tables.ts";
import { startCopies, type Copies, type Copy, type Works } from "./harness/copies.ts";
import { until } from "./harness/until.ts";

const owner = "action-dispatcher";
/** The manager that the tests play with; its work is the test's. */
const manager = "rate-limit-cleaner";
const log = createLogger({ service: "test", instance: "test", level: "fatal" });

let copies: Copies;
let database: Database<ManagerTables>;
let copy: Copy;
let works: Works["rate-limit-cleaner"] = async () => ({ removed: 0 });

beforeAll(async () => {
  copies = await startCopies();
  database = connectDatabase({ url: copies.access.url, poolSize: 2, applicationName: "reader", log });
  copy = await copies.start({ [manager]: (run) => works(run) });
});
afterAll(async () => {
  await database.close();
  await copies.close();
});

const read = () => managersPartReader({ owner, db: database.db as never })();
async function standing() {
  const found = snapshotParts[owner].managers.parse(await read())[owner].find(({ name }) => name === manager);
  if (!found) throw new Error("the manager is not told");
  return found;
}
const runs = async (): Promise<number> => (await copies.view("action-settler")).stats.runs;

it("is the same text run after run that finds nothing to do", async () => {
  await copies.run("manager.set_interval", { manager, seconds: 5 });
  await until("a leader", async () => (await standing()).leader !== null);
  const text = await stillText(async () => {
    const before = await runs();
    await until("a run meanwhile", async () => (await runs()) > before);
    return read();
  });
  expect(text).toContain(`"name":"${manager}"`);
  expect(await standing()).toMatchObject({
    state: "waiting",
    interval_seconds: 5,
    last_effect: null,
    last_error: null,
  });
});

it("tells of a run that did something, of one that failed, and of what operators say", async () => {
  works = async () => ({ removed: 3 });
  await copies.run("manager.run_now", { manager });
  expect((await standing()).last_effect).toMatchObject({ outcome: "done", trigger: "run_now", counts: { removed: 3 } });
  works = () => Promise.reject(new Error("canary"));
  await copies.run("manager.run_now", { manager });
  const failing = await standing();
  expect(failing).toMatchObject({ state: "failing", last_effect: { outcome: "failed" } });
  expect(failing.last_error).not.toContain("canary");
  await copies.run("manager.stop", { manager });
  expect(await standing()).toMatchObject({ state: "stopped", enabled: false });
});

it("tells that nobody leads, once the last copy has gone", async () => {
  await copies.run("manager.start", { manager });
  await copy.stop();
  expect(await standing()).toMatchObject({ state: "leaderless", leader: null, instances: [] });
});
