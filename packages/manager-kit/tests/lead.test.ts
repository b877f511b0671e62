import { afterEach, beforeEach, expect, test } from "vitest";
import { startCopies, type Copies } from "./harness/copies.ts";
import { startProcessCopy, type ProcessCopy } from "./harness/process-copy.ts";
import { until } from "./harness/until.ts";

const manager = "breaker-health";
let copies: Copies;
let processes: ProcessCopy[];
beforeEach(async () => {
  copies = await startCopies();
  processes = await Promise.all([startProcessCopy(copies.access), startProcessCopy(copies.access)]);
  await until("two copies", async () => (await leader()) !== null && (await instances()) === 2);
});
afterEach(async () => {
  await Promise.all(processes.map((one) => one.end()));
  await copies.close();
});

const leader = async (): Promise<string | null> => (await copies.view(manager)).leader;
const instances = async (): Promise<number> => (await copies.view(manager)).instances.length;

async function leadAndOther(): Promise<[ProcessCopy, ProcessCopy]> {
  const name = await leader();
  const leads = processes.find((one) => one.instance === name);
  const other = processes.find((one) => one.instance !== name);
  if (!leads || !other) throw new Error(`no process leads under the name ${name}`);
  return [leads, other];
}

test("one copy leads each manager, and the runs are its own", async () => {
  const name = await leader();
  await copies.run("manager.set_interval", { manager, seconds: 1 });
  await until("some runs", async () => (await copies.view(manager)).history.length >= 3);
  const { history, generation } = await copies.view(manager);
  expect(new Set(history.map((run) => `${run.instance} ${run.generation}`))).toEqual(
    new Set([`${name} ${generation}`]),
  );
});

test("the other takes over when the leader is killed, and ends the action that the leader was asked for", async () => {
  const [leads, other] = await leadAndOther();
  await leads.end();
  // The dead one's lease has not run out yet: the other takes the action in, and runs when it leads.
  const { state, result } = await copies.run("manager.run_now", { manager });
  expect({ state, result }).toMatchObject({ state: "done", result: { run: { instance: other.instance } } });
  expect(await leader()).toBe(other.instance);
});

test("manager.failover moves the lead to the other process, and back", async () => {
  const [first, second] = await leadAndOther();
  expect(await copies.run("manager.failover", { manager })).toMatchObject({
    state: "done",
    result: { from: first.instance, to: second.instance },
  });
  expect(await leader()).toBe(second.instance);
  expect(await copies.run("manager.failover", { manager })).toMatchObject({
    state: "done",
    result: { from: second.instance, to: first.instance },
  });
});

test("manager.failover ends also where the leader dies before it lets go", async () => {
  const [leads, other] = await leadAndOther();
  await leads.end();
  const ended = await copies.run("manager.failover", { manager });
  expect(ended).toMatchObject({ state: "done", result: { from: leads.instance, to: other.instance } });
});

test("a leader that was asleep past its lease writes nothing under it any more", async () => {
  const [leads, other] = await leadAndOther();
  await copies.run("manager.set_interval", { manager, seconds: 1 });
  leads.signal("SIGSTOP");
  // A request could end at the one that is asleep: the row tells.
  const row = "select leader from managers where name = $1";
  const leaderNow = async () => (await copies.dispatcher.query(row, [manager])).rows[0].leader;
  await until("the other to lead", async () => (await leaderNow()) === other.instance);
  leads.signal("SIGCONT");
  const { generation, last_run } = await copies.view(manager);
  const takenOverAt = last_run?.started_at ?? "";
  await until("both to be there", async () => (await instances()) === 2);
  const before = (await copies.view(manager)).stats.runs;
  await until("more runs", async () => (await copies.view(manager)).stats.runs > before + 2);
  const { history } = await copies.view(manager);
  const late = history.filter((run) => run.instance === leads.instance && run.started_at > takenOverAt);
  // Only under a later lead of its own, should the other have been asleep meanwhile.
  for (const run of late) expect(run.generation).toBeGreaterThan(generation);
  expect(history.some((run) => run.instance === other.instance && run.generation === generation)).toBe(true);
});

test("NATS may be away: the lead stays, runs go on, and what operators say is seen without a hint", async () => {
  const name = await leader();
  await copies.run("manager.set_interval", { manager, seconds: 1 });
  await copies.nats.kill();
  const text = "select runs from managers where name = $1";
  const runs = async (): Promise<number> => Number((await copies.dispatcher.query(text, [manager])).rows[0].runs);
  const before = await runs();
  await until("runs without NATS", async () => (await runs()) > before + 1);
  await copies.dispatcher.query("update managers set enabled = false where name = $1", [manager]);
  await copies.nats.restart();
  await until("NATS to be back", async () => (await copies.view(manager).catch(() => undefined))?.state === "stopped");
  expect(await leader()).toBe(name);
});
