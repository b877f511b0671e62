import { eventTable } from "@agentos/contracts/events/event-table";
import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import { askedOwners, sectionsOf, type AskedOwner } from "@agentos/contracts/snapshot/snapshot-parts";
import { createLogger } from "@agentos/service-kit/logger";
import { Registry } from "prom-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EventDispatcher } from "./event-dispatcher.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
type Question = { owner: AskedOwner; sections: readonly SectionName[] };

/** A dispatcher whose owners answer, or not, as the test says. */
function dispatching() {
  const asked: Question[] = [];
  const metrics = new Registry();
  const owners = { answer: true as boolean, hang: false, underWay: 0, mostAtOnce: 0 };
  const refresh = async (owner: AskedOwner, sections: readonly SectionName[]): Promise<void> => {
    asked.push({ owner, sections });
    owners.underWay += 1;
    owners.mostAtOnce = Math.max(owners.mostAtOnce, owners.underWay);
    await new Promise((resolve) => setTimeout(resolve, owners.hang ? 3_600_000 : 10));
    owners.underWay -= 1;
    if (!owners.answer) throw new Error("no answer");
  };
  const dispatcher = new EventDispatcher({ log, metrics, refresh: () => refresh });
  const results = async (owner: AskedOwner, result: string): Promise<number> => {
    const text = await metrics.getSingleMetricAsString("event_dispatch_follow_ups_total");
    return Number(new RegExp(`owner="${owner}",result="${result}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
  };
  return { dispatcher, asked, owners, results, of: (owner: AskedOwner) => asked.filter((one) => one.owner === owner) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the event dispatcher", () => {
  it("asks for what the table says, of everybody who has a part in it", async () => {
    for (const [name, { invalidates }] of Object.entries(eventTable)) {
      const { dispatcher, asked } = dispatching();
      dispatcher.dispatch({ name });
      await vi.advanceTimersByTimeAsync(1000);
      const expected = askedOwners
        .map((owner) => ({ owner, sections: sectionsOf(owner).filter((one) => invalidates.includes(one)) }))
        .filter(({ sections }) => sections.length > 0);
      expect({ name, asked }).toEqual({ name, asked: expected });
    }
  });

  it("makes one more question of all events that come while one is under way", async () => {
    const { dispatcher, of } = dispatching();
    for (let n = 0; n < 1000; n += 1) dispatcher.dispatch({ name: n % 2 === 0 ? "job:created" : "job:completed" });
    await vi.advanceTimersByTimeAsync(1000);
    expect(of("jobs").length).toBe(2);
    expect(new Set(of("jobs")[1]?.sections)).toEqual(
      new Set(sectionsOf("jobs").filter((one) => eventTable["job:completed"]?.invalidates.includes(one))),
    );
  });

  it("never has more than ten under way", async () => {
    const { dispatcher, owners } = dispatching();
    owners.hang = true;
    for (const name of Object.keys(eventTable)) dispatcher.dispatch({ name });
    await vi.advanceTimersByTimeAsync(100);
    expect(owners.mostAtOnce).toBeGreaterThan(1);
    expect(owners.mostAtOnce).toBeLessThanOrEqual(10);
  });

  it("tries again three times, ever later, and then gives up", async () => {
    const { dispatcher, owners, of, results } = dispatching();
    owners.answer = false;
    dispatcher.dispatch({ name: "job:created" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(of("jobs")).toHaveLength(4);
    expect(await results("jobs", "failed")).toBe(1);
  });

  it("gives up what takes longer than five seconds, and goes on with what came meanwhile", async () => {
    const { dispatcher, owners, of, results } = dispatching();
    owners.hang = true;
    dispatcher.dispatch({ name: "job:created" });
    await vi.advanceTimersByTimeAsync(4900);
    expect(await results("jobs", "failed")).toBe(0);
    dispatcher.dispatch({ name: "job:created" });
    owners.hang = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect([await results("jobs", "failed"), await results("jobs", "done"), of("jobs").length]).toEqual([1, 1, 2]);
  });

  it("asks nobody for a minute after five follow-ups that came to nothing, unless the owner answers again", async () => {
    const { dispatcher, owners, of, results } = dispatching();
    owners.answer = false;
    const follow = async (): Promise<number> => {
      const before = of("jobs").length;
      dispatcher.dispatch({ name: "job:created" });
      await vi.advanceTimersByTimeAsync(5000);
      return of("jobs").length - before;
    };
    for (let n = 0; n < 5; n += 1) expect(await follow()).toBe(4);
    expect(await follow()).toBe(0);
    expect(await results("jobs", "refused")).toBe(1);
    // One is tried after a minute; where that fails the minute begins anew.
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await follow(), await follow()]).toEqual([4, 0]);
    owners.answer = true;
    dispatcher.recovered("jobs");
    expect(await follow()).toBe(1);
    expect(await results("jobs", "done")).toBe(1);
  });
});
