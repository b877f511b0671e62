import { AppError } from "@agentos/contracts/errors";
import { nudge } from "@agentos/contracts/messages/fleet";
import { sectionRowsQueries, snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import { managersOf } from "@agentos/contracts/managers/managers";
import type { FiltersOf, PagedSectionOf } from "@agentos/contracts/snapshot/section-queries";
import { sectionsOf, type PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { ask, hint } from "@agentos/messaging/request";
import { stillText } from "@agentos/testkit/still-text";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFleet, type TestFleet } from "./harness/fleet.ts";
import { testAgent } from "./harness/stage.ts";
import { until } from "./harness/until.ts";

let fleet: TestFleet;
let readModel: NatsConnection;
let workers: string[];

beforeAll(async () => {
  fleet = await startFleet();
  readModel = await fleet.connectAs("read-model");
  workers = await fleet.startWorkers(2);
});
afterAll(() => fleet.close());

async function read(): Promise<Required<PartsOf<"fleet">>> {
  const sections = sectionsOf("fleet");
  const parts = await ask(readModel, snapshotPartsQueries.fleet, { sections });
  expect(Object.keys(parts).toSorted()).toEqual(sections.toSorted());
  return parts as Required<PartsOf<"fleet">>;
}

type Page = { page?: number; per_page?: number; cursor?: string };
type Section = PagedSectionOf<"fleet">;
const rows = <S extends Section>(section: S, filters: Partial<FiltersOf<S>> = {}, page: Page = {}) =>
  ask(readModel, sectionRowsQueries.fleet, { section, filters, page });

describe("what fleet tells for the snapshot", () => {
  it("is still while workers report and nothing happens", async () => {
    const heard = await fleet.overhearHeartbeats();
    const asFleet = await fleet.connectAs("fleet");
    const text = await stillText(async () => {
      const before = heard.length;
      hint(asFleet, nudge, { agents: [testAgent], worker_ids: [] });
      await until("both workers to report", () => heard.length >= before + 2);
      return read();
    });
    const { agents_workers, managers, config } = JSON.parse(text) as Required<PartsOf<"fleet">>;
    expect(agents_workers.workers.map(({ worker_id }) => worker_id)).toEqual(workers);
    expect(agents_workers.workers[0]).toMatchObject({
      state: "online",
      health: { tier: "healthy" },
      last_seen_at: null,
    });
    expect(managers.fleet.map(({ name }) => name)).toEqual(managersOf("fleet").map(({ name }) => name));
    expect(config.agents).toHaveLength(agents_workers.agents.length);
  });

  it("changes when something happens", async () => {
    const [worker = ""] = workers;
    await fleet.actions.run("worker.pause", { worker_id: worker });
    const { agents_workers, logs } = await read();
    expect(agents_workers.workers[0]).toMatchObject({ worker_id: worker, paused: true });
    expect(logs.fleet[0]).toMatchObject({ what: "worker:paused", worker_id: worker, agent: testAgent });
    await fleet.actions.run("worker.resume", { worker_id: worker });
  });

  it("leaves out what managers do again and again, and tells what an operator has asked of them", async () => {
    const reporter = async () => (await read()).managers.fleet.find(({ name }) => name === "worker-reporter");
    const [before] = (await rows("managers", { owner: "fleet" })).rows;
    expect(before).toMatchObject({ name: "worker-reporter", last_run: { outcome: "done", counts: { reported: 6 } } });
    expect(await reporter()).toMatchObject({ last_effect: null });
    await fleet.actions.run("manager.run_now", { manager: "worker-reporter" });
    expect(await reporter()).toMatchObject({ last_effect: { trigger: "run_now", counts: { reported: 6 } } });
    await fleet.actions.run("manager.set_interval", { manager: "worker-reaper", seconds: 3 });
    expect((await read()).managers.fleet).toContainEqual(
      expect.objectContaining({ name: "worker-reaper", interval_seconds: 3 }),
    );
  });

  it("counts what has ended, and says of a failure only what the contract says", async () => {
    const [done, failed] = [fleet.queue.add(), fleet.queue.add()];
    fleet.stage.finish(done);
    fleet.stage.finish(failed, new AppError("STAGE_FAILED", "canary.mp4 of canary@example.com"));
    const parts = await until("both to be counted", async () => {
      const found = await read();
      const agent = found.agents_workers.agents.find((one) => one.agent === testAgent);
      return agent?.done_last_hour === 1 && agent.failed_last_hour === 1 && found;
    });
    expect(parts.logs.fleet).toContainEqual(
      expect.objectContaining({ what: "attempt:failed", job_id: failed, error_code: "STAGE_FAILED" }),
    );
    expect(JSON.stringify(parts)).not.toContain("canary");
  });
});

describe("the rows behind fleet's sections", () => {
  it("are workers, by agent, state and tier", async () => {
    const first = await rows("agents_workers", { agent: testAgent }, { per_page: 1 });
    expect(first.pagination).toMatchObject({ total: 2, has_next: true });
    const cursor = first.pagination.next_cursor ?? "";
    const second = await rows("agents_workers", { agent: testAgent }, { per_page: 1, cursor });
    expect([...first.rows, ...second.rows].map(({ worker_id }) => worker_id)).toEqual(workers);
    expect((await rows("agents_workers", { state: "offline" })).rows).toEqual([]);
    expect((await rows("agents_workers", { tier: "healthy" })).pagination.total).toBe(2);
  });

  it("are the log, by keyset without a gap, by time and by what happened", async () => {
    const all = (await rows("logs", {}, { per_page: 100 })).rows;
    const walked: unknown[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await rows("logs", {}, { per_page: 2, ...(cursor ? { cursor } : {}) });
      walked.push(...page.rows);
      cursor = page.pagination.next_cursor;
    }
    expect(all.length).toBeGreaterThan(4);
    expect(walked).toEqual(all);
    const online = await rows("logs", { what: "worker:online", agent: testAgent });
    expect(online.rows.map(({ what }) => what)).toEqual(["worker:online", "worker:online"]);
    const at = String(all[1]?.["at"]);
    const since = all.filter((line) => String(line["at"]) >= at).length;
    expect((await rows("logs", { from: at })).rows).toHaveLength(since);
    expect((await rows("logs", { to: at })).pagination.total).toBe(all.length - since);
  });

  it("are the managers of an owner with their runs, and of all only where all answer", async () => {
    const own = await rows("managers", { owner: "fleet" });
    expect(own.rows.map(({ name }) => name)).toEqual(managersOf("fleet").map(({ name }) => name));
    expect(own.rows[0]).toMatchObject({ owner: "fleet", history: expect.any(Array) });
    expect((await rows("managers", { owner: "fleet", state: "stopped" })).rows).toMatchObject([{ name: "autoscaler" }]);
    await expect(rows("managers")).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  });

  it("refuse what is no filter's value", async () => {
    await expect(rows("agents_workers", { tier: "unwell" as never })).rejects.toMatchObject({
      code: "VALIDATION_ERROR",
    });
    await expect(rows("logs", {}, { cursor: "x" })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
  });
});
