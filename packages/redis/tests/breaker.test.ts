import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBreaker, type Admission, type Breaker, type Ticket } from "../src/breaker/breaker.ts";
import { usualBreaker, type BreakerSettings } from "../src/breaker/breaker-settings.ts";
import { log, startLinks, type TestLinks } from "./support/test-links.ts";

type Service = "jobs" | "queue";

let redis: TestLinks;
beforeAll(async () => {
  redis = await startLinks();
});
afterAll(() => redis.stop());

const settings: BreakerSettings<Service> = { ...usualBreaker, services: ["jobs", "queue"], carefulServices: ["queue"] };
const call = { critical: false };

/** Several instances of one service, with breakers of the test's own. */
async function instances(count: number, changed: Partial<BreakerSettings<Service>> = {}): Promise<Breaker<Service>[]> {
  const prefix = `action-dispatcher:${randomUUID()}`;
  const links = await Promise.all(Array.from({ length: count }, () => redis.connect()));
  return links.map((link) => createBreaker({ redis: link, prefix, log, settings: { ...settings, ...changed } }));
}

async function admitted(breaker: Breaker<Service>, service: Service = "jobs"): Promise<Ticket<Service>> {
  const admission = await breaker.admit(service, call);
  if (!admission.admitted) throw new Error("The breaker is open.");
  return admission.ticket;
}

async function fail(breaker: Breaker<Service>, times: number, service: Service = "jobs"): Promise<void> {
  for (let time = 0; time < times; time += 1) await breaker.report(await admitted(breaker, service), "failure");
}

/** Asks until a call is let through: the time to stay open, or a prober's lease, is over. */
async function untilAdmitted(breaker: Breaker<Service>, service: Service = "jobs"): Promise<Ticket<Service>> {
  let admission: Admission<Service> | undefined;
  await expect
    .poll(async () => (admission = await breaker.admit(service, call)).admitted, { timeout: 20_000, interval: 20 })
    .toBe(true);
  return (admission as Extract<Admission<Service>, { admitted: true }>).ticket;
}

describe("the breaker", () => {
  it("opens for all instances at the fifth failure among the last twenty calls", async () => {
    const [one, two, three] = (await instances(3)) as [Breaker<Service>, Breaker<Service>, Breaker<Service>];
    await fail(one, 2);
    await fail(two, 2);
    expect((await one.states()).jobs).toMatchObject({ state: "closed", failures: 4, calls: 4, by: "redis" });
    expect(await two.report(await admitted(three), "failure")).toBe("opened");
    for (const breaker of [one, two, three]) {
      const refused = await breaker.admit("jobs", { critical: true });
      expect(refused).toEqual({
        admitted: false,
        retryAfterSeconds: expect.toSatisfy((s: number) => s > 30 && s <= 60),
      });
      expect((await breaker.states()).jobs.state).toBe("open");
      expect((await breaker.admit("queue", call)).admitted).toBe(true);
    }
  });

  it("forgets failures that twenty later calls have followed", async () => {
    const [breaker] = (await instances(1)) as [Breaker<Service>];
    await fail(breaker, 4);
    for (let time = 0; time < 20; time += 1) await breaker.report(await admitted(breaker), "success");
    await fail(breaker, 4);
    expect((await breaker.states()).jobs).toMatchObject({ state: "closed", failures: 4, calls: 20 });
    await fail(breaker, 1);
    expect((await breaker.states()).jobs.state).toBe("open");
  });

  it("does not count business refusals, neither way", async () => {
    const [breaker] = (await instances(1)) as [Breaker<Service>];
    await fail(breaker, 4);
    for (let time = 0; time < 50; time += 1) await breaker.report(await admitted(breaker), "refusal");
    expect((await breaker.states()).jobs).toMatchObject({ state: "closed", failures: 4, calls: 4 });
  });

  it("lets exactly one of two hundred concurrent callers try, and closes when that succeeds", async () => {
    const breakers = await instances(4, { openSeconds: 1 });
    const [first] = breakers as [Breaker<Service>];
    await fail(first, 5);
    await expect.poll(async () => (await first.states()).jobs.retryAfterSeconds, { timeout: 20_000 }).toBe(0);
    const calls = breakers.flatMap((breaker) => Array.from({ length: 50 }, () => breaker.admit("jobs", call)));
    const probes = (await Promise.all(calls)).filter((admission) => admission.admitted);
    expect(probes).toHaveLength(1);
    expect((await first.states()).jobs.state).toBe("half_open");
    expect(await first.report((probes[0] as { ticket: Ticket<Service> }).ticket, "success")).toBe("closed");
    for (const breaker of breakers) expect((await breaker.admit("jobs", call)).admitted).toBe(true);
  });

  it("opens again when the try fails", async () => {
    const [breaker] = (await instances(1, { openSeconds: 1 })) as [Breaker<Service>];
    await fail(breaker, 5);
    expect(await breaker.report(await untilAdmitted(breaker), "failure")).toBe("opened");
    expect((await breaker.states()).jobs.state).toBe("open");
  });

  it("lets the next one try when a prober is not heard of again, and ignores that one from then on", async () => {
    const [one, two] = (await instances(2, { openSeconds: 1, probeSeconds: 1 })) as [
      Breaker<Service>,
      Breaker<Service>,
    ];
    await fail(one, 5);
    const killed = await untilAdmitted(one);
    const second = await untilAdmitted(two);
    expect(await one.report(killed, "failure")).toBe("none");
    expect((await one.states()).jobs.state).toBe("half_open");
    expect(await two.report(second, "success")).toBe("closed");
  });

  it("lets the next one try when a try was refused for business reasons", async () => {
    const [breaker] = (await instances(1, { openSeconds: 1 })) as [Breaker<Service>];
    await fail(breaker, 5);
    expect(await breaker.report(await untilAdmitted(breaker), "refusal")).toBe("none");
    expect(await breaker.report(await admitted(breaker), "success")).toBe("closed");
  });

  it("ignores late results of calls from before the opening", async () => {
    const [breaker] = (await instances(1, { openSeconds: 1 })) as [Breaker<Service>];
    const late = [await admitted(breaker), await admitted(breaker)] as const;
    await fail(breaker, 5);
    expect(await breaker.report(late[0], "success")).toBe("none");
    expect((await breaker.states()).jobs.state).toBe("open");
    const probe = await untilAdmitted(breaker);
    expect(await breaker.report(late[1], "success")).toBe("none");
    expect((await breaker.states()).jobs.state).toBe("half_open");
    expect(await breaker.report(probe, "success")).toBe("closed");
    expect((await breaker.states()).jobs).toMatchObject({ failures: 0, calls: 0 });
  });

  it("ignores results from before Redis lost its state, which itself closes the breaker", async () => {
    const [breaker] = (await instances(1)) as [Breaker<Service>];
    const before = await admitted(breaker);
    await fail(breaker, 5);
    await redis.flush();
    expect((await breaker.states()).jobs.state).toBe("closed");
    await admitted(breaker);
    for (let time = 0; time < 5; time += 1) await breaker.report(before, "failure");
    expect((await breaker.states()).jobs).toMatchObject({ state: "closed", failures: 0 });
  });

  it("never lets a critical call try a careful service", async () => {
    const [breaker] = (await instances(1, { openSeconds: 1 })) as [Breaker<Service>];
    await fail(breaker, 5, "queue");
    await fail(breaker, 5, "jobs");
    await expect.poll(async () => (await breaker.states()).queue.retryAfterSeconds, { timeout: 20_000 }).toBe(0);
    await expect.poll(async () => (await breaker.states()).jobs.retryAfterSeconds, { timeout: 20_000 }).toBe(0);
    const critical = await Promise.all(Array.from({ length: 50 }, () => breaker.admit("queue", { critical: true })));
    expect(critical.filter((admission) => admission.admitted)).toHaveLength(0);
    expect((await breaker.admit("queue", call)).admitted).toBe(true);
    expect((await breaker.admit("jobs", { critical: true })).admitted).toBe(true);
  });

  it("is closed by hand for everybody", async () => {
    const [one, two] = (await instances(2)) as [Breaker<Service>, Breaker<Service>];
    await fail(one, 5);
    expect(await two.reset("jobs")).toBe("everywhere");
    expect((await one.admit("jobs", call)).admitted).toBe(true);
  });
});
