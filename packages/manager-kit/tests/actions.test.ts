import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endOf } from "./harness/acting.ts";
import { startCopies, type Copies, type Works } from "./harness/copies.ts";
import { until } from "./harness/until.ts";

/** The manager that the tests play with; its work is the test's. */
const manager = "rate-limit-cleaner";
const essential = "action-settler";

let copies: Copies;
let works: Works["rate-limit-cleaner"] = async () => ({ removed: 0 });
const begun: Parameters<Works["rate-limit-cleaner"]>[0][] = [];

beforeAll(async () => {
  copies = await startCopies();
  await copies.start({
    [manager]: async (run) => {
      begun.push(run);
      return works(run);
    },
  });
  await until("the first run", async () => begun.length > 0);
});
afterAll(() => copies.close());

const runs = async (): Promise<number> => (await copies.view(manager)).stats.runs;
const moreRuns = async (than: number): Promise<unknown> => until("another run", async () => (await runs()) > than);

describe("manager.run_now", () => {
  it("returns what the run did", async () => {
    works = async () => ({ removed: 7 });
    const { state, result } = await copies.run("manager.run_now", { manager });
    expect(state).toBe("done");
    expect(result).toMatchObject({ manager, run: { trigger: "run_now", outcome: "done", counts: { removed: 7 } } });
    expect((await copies.view(manager)).last_run).toEqual(result.run);
  });

  it("is answered by a run that begins after it, also where one is under way", async () => {
    let release = (): void => undefined;
    const blocked = new Promise<void>((resolve) => (release = resolve));
    let count = 0;
    works = async () => {
      count += 1;
      if (count === 1) await blocked;
      return { removed: count };
    };
    const first = copies.run("manager.run_now", { manager });
    await until("the first to be under way", async () => count === 1);
    const second = copies.run("manager.run_now", { manager });
    await until("the second to be asked for", async () => (await asked()) === 2);
    release();
    expect((await first).result.run.counts).toEqual({ removed: 1 });
    expect((await second).result.run.counts).toEqual({ removed: 2 });
  });

  it("fails where the run does, and the manager tells of it until it is restarted", async () => {
    works = () => Promise.reject(new Error("a secret of the database"));
    const ended = await copies.run("manager.run_now", { manager });
    expect(ended).toMatchObject({ state: "failed", error_code: "MANAGER_RUN_FAILED" });
    expect(ended.error_message).not.toContain("secret");
    expect(await copies.view(manager)).toMatchObject({ state: "failing", consecutive_failures: 1 });
    works = async () => ({ removed: 0 });
    expect((await copies.run("manager.restart", { manager })).state).toBe("done");
    const view = await copies.view(manager);
    expect(view).toMatchObject({ consecutive_failures: 0, last_error: null });
  });

  it("is refused while the manager is stopped or paused", async () => {
    await copies.run("manager.stop", { manager });
    expect(await copies.run("manager.run_now", { manager })).toMatchObject({ state: "failed", error_code: "CONFLICT" });
    await copies.run("manager.start", { manager });
    await copies.run("manager.pause", { manager });
    expect(await copies.run("manager.run_now", { manager })).toMatchObject({ state: "failed", error_code: "CONFLICT" });
    await copies.run("manager.resume", { manager });
    expect(await copies.run("manager.run_now", { manager })).toMatchObject({ state: "done" });
  });
});

async function asked(): Promise<number> {
  const { rows } = await copies.dispatcher.query("select count(*)::int as n from manager_operations");
  return rows[0].n;
}

describe("the schedule", () => {
  it("follows manager.set_interval from the next run on", async () => {
    expect((await copies.run("manager.set_interval", { manager, seconds: 3600 })).state).toBe("done");
    const view = await copies.view(manager);
    expect(view.interval_seconds).toBe(3600);
    expect(Date.parse(view.next_run_at ?? "")).toBeGreaterThan(Date.parse(view.last_run?.started_at ?? "") + 3_500_000);
    const before = await runs();
    await copies.run("manager.set_interval", { manager, seconds: 5 });
    await copies.dispatcher.query("update managers set next_run_at = now() - interval '1 h' where name = $1", [
      manager,
    ]);
    await moreRuns(before);
    const after = await copies.view(manager);
    expect(Date.parse(after.next_run_at ?? "") - Date.parse(after.last_run?.started_at ?? "")).toBeLessThan(5100);
  });

  it("rests while it is paused, and goes on when the time is over", async () => {
    await copies.run("manager.set_interval", { manager, seconds: 5 });
    const { result } = await copies.run("manager.pause", { manager, for_seconds: 3 });
    await copies.dispatcher.query("update managers set next_run_at = now() where name = $1", [manager]);
    expect((await copies.view(manager)).state).toBe("paused");
    const before = await runs();
    await moreRuns(before);
    const [latest] = (await copies.view(manager)).history;
    expect(Date.parse(latest?.started_at ?? "")).toBeGreaterThanOrEqual(Date.parse(result.paused_until ?? ""));
  });

  it("stays stopped when its service is started again, and so do interval and settings", async () => {
    const extra = await copies.start();
    await copies.run("manager.configure", { manager, patch: { idle_seconds: 7200 } });
    await copies.run("manager.stop", { manager });
    await extra.stop();
    const again = await copies.start();
    await copies.dispatcher.query("update managers set next_run_at = now() where name = $1", [manager]);
    // A whole look of every copy lies between: the others have run meanwhile.
    const { stats } = await copies.view(essential);
    await until("others to run", async () => (await copies.view(essential)).stats.runs > stats.runs + 1);
    const view = await copies.view(manager);
    expect(view).toMatchObject({ state: "stopped", enabled: false, interval_seconds: 5, next_run_at: null });
    expect(view.settings).toMatchObject({ idle_seconds: 7200 });
    const before = begun.length;
    await again.stop();
    await copies.run("manager.start", { manager });
    await until("a run", async () => begun.length > before);
  });
});

/** From now on a run goes on until it is told to end. Resolves when one has begun: an earlier one may still be under way. */
function untilToldToEnd(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  works = ({ signal }) => {
    resolve();
    return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("told to end"))));
  };
  return promise;
}

describe("a run", () => {
  it("gets the settings that are in force", async () => {
    await copies.run("manager.configure", { manager, patch: { max_keys: 100 } });
    await copies.run("manager.run_now", { manager });
    expect(begun.at(-1)?.settings).toMatchObject({ max_keys: 100, idle_seconds: 7200 });
  });

  it.each(["manager.stop", "manager.restart"] as const)("is told to end by %s", async (action) => {
    const hangs = untilToldToEnd();
    await copies.send("manager.run_now", { manager });
    await hangs;
    await until("the run", async () => (await copies.view(manager)).state === "running");
    works = async () => ({ removed: 0 });
    await copies.run(action, { manager });
    const ended = await until("its end in the history", async () => {
      return (await copies.view(manager)).history.find((run) => run.outcome === "aborted");
    });
    expect(ended.error).toMatch(action === "manager.stop" ? /stopped/ : /restarted/);
    await copies.dispatcher.query("delete from manager_runs where outcome = 'aborted'");
    await copies.run("manager.start", { manager });
  });

  it("ends when the lead is somebody else's, and what it would have written of itself counts for nothing", async () => {
    const hangs = untilToldToEnd();
    const id = await copies.send("manager.run_now", { manager });
    await hangs;
    await until("the run", async () => (await copies.view(manager)).state === "running");
    const before = await runs();
    await copies.dispatcher.query(
      "update managers set leader = 'thief', lease_expires_at = now() + interval '1 h', generation = generation + 1 where name = $1",
      [manager],
    );
    const ended = await until("its end in the history", async () => {
      return (await copies.view(manager)).history.find((run) => run.outcome === "aborted");
    });
    expect(ended.error).toMatch(/lead was not renewed/);
    expect(await copies.view(manager)).toMatchObject({ leader: "thief", stats: { runs: before } });
    // Whoever leads next answers the action that had asked for the run.
    works = async () => ({ removed: 3 });
    await copies.dispatcher.query("update managers set leader = null, lease_expires_at = null where name = $1", [
      manager,
    ]);
    const { result } = await endOf<"manager.run_now">(copies.dispatcher, id);
    expect(result.run).toMatchObject({ outcome: "done", counts: { removed: 3 } });
  });

  it("that is idle joins the one before in the history; the others have a line each", async () => {
    await copies.dispatcher.query("delete from manager_runs where manager = $1", [essential]);
    const folded = await until("idle runs", async () => {
      const { history } = await copies.view(essential);
      return (history[0]?.runs ?? 0) >= 3 && history;
    });
    expect(folded).toHaveLength(1);
    await copies.run("manager.run_now", { manager: essential });
    expect((await copies.view(essential)).history.filter((run) => run.trigger === "run_now")).toHaveLength(1);
  });
});

describe("manager.reset_stats", () => {
  it("sets the counters to zero and leaves the history", async () => {
    works = async () => ({ removed: 2 });
    await copies.run("manager.run_now", { manager });
    await copies.run("manager.pause", { manager });
    const before = await copies.view(manager);
    expect(before.stats.counts["removed"]).toBeGreaterThan(1);
    await copies.run("manager.reset_stats", { manager });
    const after = await copies.view(manager);
    expect(after.stats).toMatchObject({ runs: 0, failures: 0, mean_ms: null, counts: {} });
    expect(after.history).toEqual(before.history);
    await copies.run("manager.resume", { manager });
  });
});

describe("an essential manager", () => {
  it("cannot be stopped, nor paused without an end that is near; it can be restarted and run", async () => {
    const refused = { state: "failed", error_code: "MANAGER_ESSENTIAL" };
    expect(await copies.run("manager.stop", { manager: essential })).toMatchObject(refused);
    expect(await copies.run("manager.pause", { manager: essential })).toMatchObject(refused);
    expect(await copies.run("manager.pause", { manager: essential, for_seconds: 3600 })).toMatchObject(refused);
    expect(await copies.view(essential)).toMatchObject({ enabled: true, paused: false, essential: true });
    expect((await copies.run("manager.restart", { manager: essential })).state).toBe("done");
    expect((await copies.run("manager.run_now", { manager: essential })).state).toBe("done");
  });
});

describe("manager.failover", () => {
  it("is refused where no other copy runs", async () => {
    const leads = (await copies.view(manager)).leader;
    expect(leads).not.toBeNull();
    await until("the only copy", async () => (await copies.view(manager)).instances.length === 1);
    expect(await copies.run("manager.failover", { manager })).toMatchObject({
      state: "failed",
      error_code: "MANAGER_ALONE",
    });
    expect((await copies.view(manager)).leader).toBe(leads);
  });

  it("ends when another copy leads, which goes on with the runs", async () => {
    const from = (await copies.view(manager)).leader;
    const other = await copies.start();
    await until("two copies", async () => (await copies.view(manager)).instances.length === 2);
    const { state, result } = await copies.run("manager.failover", { manager });
    expect({ state, result }).toMatchObject({ state: "done", result: { from, to: other.instance } });
    const { result: ran } = await copies.run("manager.run_now", { manager });
    expect(ran.run).toMatchObject({ instance: other.instance, generation: result.generation });
    await other.stop();
  });
});
