import { comparableText } from "@agentos/contracts/realtime/snapshot-hash";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { randomUUID } from "node:crypto";
import { applyPatch } from "rfc6902";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { SnapshotBytes } from "../src/snapshot/held-snapshot.ts";
import { readSnapshot } from "../src/snapshot/read-snapshot.ts";
import type { TestOwner } from "./support/owners.ts";
import { startWorld, type Instance, type World } from "./support/world.ts";

const patience = { timeout: 20_000 };
let world: World;
let instance: Instance;
let jobs: TestOwner;

beforeAll(async () => {
  world = await startWorld();
  jobs = world.owners.jobs;
  instance = await world.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  jobs.answers = "at once";
  const complete = async (): Promise<void> => {
    if ((await snapshotOf(instance)).stale.length > 0) throw new Error("an owner has not answered yet");
  };
  await vi.waitFor(complete, patience);
});

async function snapshotOf(one: Instance): Promise<Snapshot> {
  return ((await (await one.get("/api/admin/ssot")).json()) as { data: Snapshot }).data;
}

const setWaiting = (waiting: number): void => void (jobs.parts.queue = { ...jobs.parts.queue, waiting });
const waiting = async (): Promise<number | null> => (await snapshotOf(instance)).queue.waiting;

describe("the builder", () => {
  it("makes one document of what all owners tell, and the dashboard of that", async () => {
    setWaiting(7);
    world.event();
    await expect.poll(waiting, patience).toBe(7);
    const snapshot = await snapshotOf(instance);
    expect(snapshot.dashboard.queue.waiting).toBe(7);
    expect(snapshot.jobs).toEqual(jobs.parts.jobs);
    expect(snapshot.system.services?.map(({ answers }) => answers)).not.toContain(false);
  });

  it("tells patches that lead to the same state as the bytes say, whatever changes", async () => {
    const held = await snapshotOf(instance);
    for (let round = 1; round <= 12; round += 1) {
      setWaiting(round * 10);
      jobs.parts.jobs = { ...jobs.parts.jobs, counts: { ...(jobs.parts.jobs?.["counts"] as object), queued: round } };
      if (round === 6) world.owners.fleet.answers = "never";
      if (round === 9) world.owners.fleet.answers = "at once";
      world.event();
      await expect.poll(() => world.heard.latest()?.queue.waiting, patience).toBe(round * 10);
    }
    await expect.poll(() => world.heard.latest()?.stale, patience).toEqual([]);
    const last = world.heard.bytes.at(-1) as SnapshotBytes;
    const later = world.heard.patches.filter(({ epoch, from }) => epoch === held.epoch && from >= held.version);
    for (const { section, from, to, patch } of later) {
      expect(from).toBe(held.version);
      applyPatch(held[section], patch as unknown as Parameters<typeof applyPatch>[1]);
      held.version = to;
    }
    expect(held.version).toBe(last.version);
    expect(comparableText(held)).toBe(comparableText(readSnapshot(last)));
  });

  it("asks few times in a storm of events, and has the last state afterwards", async () => {
    const before = jobs.asked.length;
    for (let n = 1; n <= 3000; n += 1) world.event();
    setWaiting(4711);
    world.event();
    await expect.poll(waiting, patience).toBe(4711);
    expect(jobs.asked.length - before).toBeLessThan(30);
  });

  it("asks nobody for an event that it has heard before", async () => {
    const [id, jobId] = [randomUUID(), randomUUID()];
    setWaiting(1);
    world.event({ id, jobId });
    await expect.poll(waiting, patience).toBe(1);
    const counted = async () =>
      /event_dispatch_events_total\{event="job:created".*\} (\d+)/.exec(await instance.metrics())?.[1];
    const before = await counted();
    for (let n = 0; n < 50; n += 1) world.event({ id, jobId });
    for (let n = 0; n < 50; n += 1) world.event({ at: new Date(Date.now() - 3 * 86_400_000) });
    world.event({ name: "job:cancelled", jobId, version: 2 });
    await expect.poll(() => instance.metrics(), patience).toContain('event="job:cancelled"');
    expect(await counted()).toBe(before);
  });

  it("keeps what an owner told last, marked with its age, while it does not answer; the others go on", async () => {
    setWaiting(3);
    world.event();
    await expect.poll(waiting, patience).toBe(3);
    world.heard.services.length = 0;
    jobs.answers = "never";
    setWaiting(99);
    await expect.poll(async () => (await snapshotOf(instance)).stale.length, patience).toBeGreaterThan(1);
    const { stale, queue } = await snapshotOf(instance);
    expect(queue.waiting).toBe(3);
    expect(new Set(stale.map(({ owner }) => owner))).toEqual(new Set(["jobs"]));
    for (const { as_of } of stale) expect(Date.parse(as_of as string)).toBeLessThanOrEqual(Date.now());
    const answering = async () =>
      (await snapshotOf(instance)).system.services?.find(({ service }) => service === "jobs");
    await expect.poll(async () => (await answering())?.answers, patience).toBe(false);
    jobs.answers = "at once";
    await expect.poll(async () => (await snapshotOf(instance)).stale, patience).toEqual([]);
    expect(await waiting()).toBe(99);
    expect((await answering())?.answers).toBe(true);
    await expect.poll(() => world.heard.services, patience).toEqual(["service:down jobs", "service:up jobs"]);
  });

  it("marks the one section that an owner leaves out, which answers all the same", async () => {
    const { queue } = jobs.parts;
    delete jobs.parts.queue;
    await expect
      .poll(async () => (await snapshotOf(instance)).stale.map(({ section }) => section), patience)
      .toEqual(["queue"]);
    const { system } = await snapshotOf(instance);
    expect(system.services?.find(({ service }) => service === "jobs")?.answers).toBe(true);
    jobs.parts.queue = queue as Record<string, unknown>;
    await expect.poll(async () => (await snapshotOf(instance)).stale, patience).toEqual([]);
  });

  it("does not let an answer that comes too late replace a newer one", async () => {
    setWaiting(1);
    jobs.answers = { afterMs: 1000 };
    const before = jobs.asked.length;
    world.event();
    await expect.poll(() => jobs.asked.length, patience).toBeGreaterThan(before);
    // What was asked first is answered with 1, a while after the question that is answered with 2.
    jobs.answers = "at once";
    setWaiting(2);
    await expect.poll(waiting, patience).toBe(2);
    const { version } = await snapshotOf(instance);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await waiting()).toBe(2);
    const told = world.heard.bytes.map(readSnapshot).filter((one) => one.version > version);
    expect(told.map((one) => one.queue.waiting)).not.toContain(1);
  });

  it("leaves what it knew to the next builder, though an owner does not answer that one", async () => {
    setWaiting(5);
    world.event();
    await expect.poll(waiting, patience).toBe(5);
    const [former, other] = [instance, await world.start()];
    instance = other;
    const { version, epoch } = await snapshotOf(other);
    expect(version).toBeGreaterThan(0);
    jobs.answers = "never";
    setWaiting(6);
    await former.stop();
    await expect.poll(async () => (await snapshotOf(other)).epoch > epoch, patience).toBe(true);
    const taken = await snapshotOf(other);
    expect(taken.queue.waiting).toBe(5);
    expect(taken.stale.map(({ owner }) => owner)).toContain("jobs");
    jobs.answers = "at once";
    await expect.poll(async () => (await snapshotOf(other)).queue.waiting, patience).toBe(6);
  });

  it("is fresh again when NATS was away", async () => {
    await world.nats.restart();
    setWaiting(8);
    await expect.poll(waiting, patience).toBe(8);
    await expect.poll(async () => (await snapshotOf(instance)).stale, patience).toEqual([]);
  });
});
