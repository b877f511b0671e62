import type { ManagerStanding } from "@agentos/contracts/snapshot/parts/managers";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";
import { describe, expect, it } from "vitest";
import { makeDashboard } from "./make-dashboard.ts";

type Made = Omit<Sections, "dashboard">;

const chain = {
  last_seq: 12,
  head: { seq: 10, at: "2026-01-01T00:00:00.000Z", kid: "k" },
  unverified: 2,
  contradiction: null,
  last_verification: null,
  waiting_since: null,
};

/** Sections of which nothing is known but what is given. */
function sections(given: { [Name in keyof Made]?: Partial<Made[Name]> } = {}): Made {
  const nothing = {
    jobs: { counts: null, recent: null },
    queue: { waiting: null, running: null, dead_letters: null, queues: null },
    agents_workers: { agents: null, workers: null },
    managers: { jobs: null, fleet: null, audit: null, "action-dispatcher": null },
    analytics: {},
    logs: { fleet: null },
    config: { agents: null, limits: null },
    audit: { entries: null, chain: null },
    system: { actions: null, breakers: null, accounts: null, uploads: null, alerts: null },
  };
  const names = Object.keys(nothing) as (keyof Made)[];
  return Object.fromEntries(names.map((name) => [name, { ...nothing[name], ...given[name] }])) as unknown as Made;
}

const managers = (...states: ManagerStanding["state"][]): ManagerStanding[] =>
  states.map((state) => ({ state })) as ManagerStanding[];

describe("the dashboard", () => {
  it("knows nothing of owners that have told nothing", () => {
    const figures = Object.values(makeDashboard(sections())).flatMap((group) => Object.values(group));
    expect(new Set(figures)).toEqual(new Set([null]));
  });

  it("counts managers that fail or that nobody leads, once all owners have told", () => {
    const some = { jobs: managers("waiting"), fleet: managers("failing", "stopped"), audit: managers("leaderless") };
    expect(makeDashboard(sections({ managers: some })).managers).toEqual({ failing: null, total: null });
    const all = { ...some, "action-dispatcher": managers("running", "paused") };
    expect(makeDashboard(sections({ managers: all })).managers).toEqual({ failing: 2, total: 6 });
  });

  it("takes the audit chain for good until something was found", () => {
    const ok = (found: object): boolean | null =>
      makeDashboard(sections({ audit: { chain: { ...chain, ...found } } })).audit.chain_ok;
    const verification = { at: "2026-01-01T00:00:00.000Z", entries: 12, first: 1, last: 12, finding: null };
    expect(ok({})).toBe(true);
    expect(ok({ last_verification: { ...verification, whole: true } })).toBe(true);
    expect(ok({ last_verification: { ...verification, whole: false } })).toBe(false);
    expect(ok({ contradiction: { since: "2026-01-01T00:00:00.000Z", says: "gone" } })).toBe(false);
  });
});
