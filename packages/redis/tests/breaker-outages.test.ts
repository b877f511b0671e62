import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createBreaker, type Breaker, type Ticket } from "../src/breaker/breaker.ts";
import { usualBreaker } from "../src/breaker/breaker-settings.ts";
import { log, startLinks, type TestLinks } from "./support/test-links.ts";

let redis: TestLinks;
beforeAll(async () => {
  redis = await startLinks();
});
afterAll(() => redis.stop());

const settings = { ...usualBreaker, services: ["jobs"] as const, carefulServices: [] };
const call = { critical: false };

async function pair(budgetMs?: number): Promise<[Breaker<"jobs">, Breaker<"jobs">]> {
  const prefix = `action-dispatcher:${randomUUID()}`;
  const create = async () => createBreaker({ redis: await redis.connect(budgetMs), prefix, log, settings });
  return [await create(), await create()];
}

async function admitted(breaker: Breaker<"jobs">): Promise<Ticket<"jobs">> {
  const admission = await breaker.admit("jobs", call);
  if (!admission.admitted) throw new Error("The breaker is open.");
  return admission.ticket;
}

async function failFiveTimes(breaker: Breaker<"jobs">): Promise<void> {
  for (let time = 0; time < 5; time += 1) await breaker.report(await admitted(breaker), "failure");
}

async function untilBack(breaker: Breaker<"jobs">): Promise<void> {
  await vi.waitUntil(async () => (await breaker.states()).jobs.by === "redis", { timeout: 30_000, interval: 50 });
}

describe("while Redis is away", () => {
  it("each instance has a breaker of its own, and the common one again afterwards", async () => {
    const [one, two] = await pair();
    await redis.server.restart(async () => {
      await failFiveTimes(one);
      expect(await one.admit("jobs", call)).toMatchObject({ admitted: false });
      expect((await one.states()).jobs).toMatchObject({ state: "open", by: "instance" });
      expect((await two.admit("jobs", call)).admitted).toBe(true);
    });
    await untilBack(one);
    expect((await one.admit("jobs", call)).admitted).toBe(true);
  });

  it("what was open for all stays open for whoever has met it", async () => {
    const [one, two] = await pair();
    await failFiveTimes(one);
    expect((await two.admit("jobs", call)).admitted).toBe(false);
    await redis.server.restart(async () => {
      expect(await two.admit("jobs", call)).toMatchObject({ admitted: false });
    });
    await untilBack(one);
    // Redis has kept its state.
    expect((await one.admit("jobs", call)).admitted).toBe(false);
  });

  it("failures of calls that were let through before count for this instance", async () => {
    const [one] = await pair();
    const tickets: Ticket<"jobs">[] = [];
    for (let time = 0; time < 5; time += 1) tickets.push(await admitted(one));
    await redis.server.restart(async () => {
      const changes = [];
      for (const ticket of tickets) changes.push(await one.report(ticket, "failure"));
      expect(changes).toEqual(["none", "none", "none", "none", "opened"]);
      expect((await one.admit("jobs", call)).admitted).toBe(false);
      expect(await one.reset("jobs")).toBe("here");
      expect((await one.admit("jobs", call)).admitted).toBe(true);
    });
    await untilBack(one);
  });

  it("or hangs, nobody waits for it", async () => {
    const [one] = await pair(25);
    await untilBack(one);
    redis.server.pause();
    try {
      // It answers nothing at all: only because the calls give up do they come to an end.
      await failFiveTimes(one);
      expect((await one.admit("jobs", call)).admitted).toBe(false);
    } finally {
      redis.server.resume();
    }
    await untilBack(one);
  });
});
