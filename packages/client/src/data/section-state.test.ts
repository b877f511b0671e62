import type { Sections, Snapshot, StaleMark } from "@agentos/contracts/snapshot/snapshot";
import { describe, expect, it } from "vitest";
import { ApiError } from "../api-error.ts";
import type { SnapshotView } from "../live/snapshot-view.ts";
import { ageSeconds, sectionState } from "./section-state.ts";

const at = Date.parse("2026-01-01T12:00:00Z");
const queue = { waiting: 1 } as unknown as Sections["queue"];
const document = { queue, dashboard: {}, config: {} } as unknown as Snapshot;

function seen(change: Partial<SnapshotView> = {}, shown: Sections = document) {
  const view: SnapshotView = {
    document,
    freshness: "polled",
    confirmedAt: at,
    stale: [],
    connection: { status: "live" },
    problem: undefined,
    ...change,
  };
  return { view, shown };
}

describe("a section", () => {
  it("is fresh for the time of its domain, and old after it", () => {
    expect(sectionState("queue", seen(), at + 4999)).toMatchObject({ state: { freshness: "fresh" }, until: at + 5000 });
    expect(sectionState("queue", seen(), at + 5000)).toMatchObject({ state: { freshness: "old", asOf: at } });
    expect(sectionState("dashboard", seen(), at + 9999).state.freshness).toBe("fresh");
    expect(sectionState("config", seen(), at + 3_599_999).state.freshness).toBe("fresh");
  });

  it("is live however long nothing has happened, while everything is told", () => {
    const { state, until } = sectionState("queue", seen({ freshness: "live" }), at + 3_600_000);
    expect(state).toMatchObject({ freshness: "live", asOf: "now", value: queue, loading: false, error: undefined });
    expect(until).toBeUndefined();
  });

  it("is old at once where there is a later one, or nobody can say", () => {
    expect(sectionState("queue", seen({ freshness: "old" }), at).state.freshness).toBe("old");
  });

  it("is as old as what its owners told last; so is the dashboard, which is made of it", () => {
    const mark: StaleMark = { section: "queue", owner: "jobs", as_of: "2026-01-01T11:59:00.000Z" };
    const marked = seen({ freshness: "live", stale: [mark] });
    const old = { freshness: "old", asOf: at - 60_000, stale: [mark], value: queue };
    expect(sectionState("queue", marked, at).state).toMatchObject(old);
    expect(sectionState("dashboard", marked, at).state).toMatchObject({ freshness: "old", stale: [mark] });
    expect(sectionState("config", marked, at).state).toMatchObject({ freshness: "live", stale: [] });
    const never = seen({ freshness: "live", stale: [mark, { ...mark, owner: "fleet", as_of: null }] });
    expect(sectionState("queue", never, at).state.asOf).toBeNull();
  });

  it("says that it is loading, or why it cannot", () => {
    const nothing = { document: undefined, confirmedAt: undefined, freshness: "loading" } as const;
    const none = { value: undefined, freshness: "none", asOf: null };
    expect(sectionState("queue", seen(nothing), at).state).toMatchObject({ ...none, loading: true, error: undefined });
    const problem = new ApiError("NETWORK_ERROR");
    const { state } = sectionState("queue", seen({ ...nothing, problem }), at);
    expect(state).toMatchObject({
      ...none,
      loading: false,
      error: { code: "NETWORK_ERROR", message: problem.message },
    });
    const late = new DOMException("It took too long", "TimeoutError");
    expect(sectionState("queue", seen({ problem: late }), at).state).toMatchObject({
      value: queue,
      error: { code: "TIMEOUT", message: "The answer took too long. Try again shortly." },
    });
  });

  it("says that something of it is assumed", () => {
    const shown = { ...document, queue: { ...queue, waiting: 0 } };
    expect(sectionState("queue", seen({}, shown), at).state).toMatchObject({ assumed: true, value: { waiting: 0 } });
    expect(sectionState("config", seen({}, shown), at).state.assumed).toBe(false);
  });
});

it("tells ages in whole seconds, where they are known", () => {
  expect([ageSeconds("now", at), ageSeconds(null, at), ageSeconds(at - 1999, at), ageSeconds(at + 5, at)]).toEqual([
    0,
    null,
    1,
    0,
  ]);
});
