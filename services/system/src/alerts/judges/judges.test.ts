import { defaultSettings, type ManagerSettings } from "@agentos/contracts/managers/managers";
import { describe, expect, it } from "vitest";
import type { Seen } from "../seen.ts";
import { judges } from "./judges.ts";

const thresholds = defaultSettings("alert-evaluator") as ManagerSettings<"alert-evaluator">;
const now = Date.parse("2026-03-01T12:00:00Z");

function seen(snapshot: object, rest: Partial<Seen> = {}): Seen {
  return { snapshot: snapshot as Seen["snapshot"], confirmedAt: now, disks: [], deadDestinations: [], now, ...rest };
}

const found = (rule: keyof typeof judges, world: Seen): string[] =>
  judges[rule](world, thresholds).map(({ subject, severity }) => `${subject}: ${severity}`);

describe("workers and agents", () => {
  it("misses a worker only where nobody asked it to go and nobody serves its slot", () => {
    const worker = (slot: string, state: string, offline_reason: string | null) => ({ slot, state, offline_reason });
    const workers = [
      worker("a-1", "offline", "silent"),
      worker("a-2", "offline", "stopped"),
      worker("a-3", "offline", "silent"),
      worker("a-3", "online", null),
    ];
    expect(found("worker_offline", seen({ agents_workers: { workers } }))).toEqual(["a-1: warning"]);
  });

  it("misses workers that are wanted, not those of an agent that was stopped", () => {
    const agent = (name: string, taking: boolean, workers_online: number, desired_replicas: number | null) => ({
      agent: name,
      taking,
      workers_online,
      desired_replicas,
    });
    const agents = [
      agent("none", true, 0, 2),
      agent("one_of_two", true, 1, 2),
      agent("stopped", false, 0, 2),
      agent("not_wanted", true, 0, 0),
      agent("enough", true, 2, 2),
      agent("unmanaged", true, 0, null),
    ];
    expect(found("agent_short", seen({ agents_workers: { agents } }))).toEqual([
      "none: critical",
      "one_of_two: warning",
      "unmanaged: critical",
    ]);
  });

  it("says nothing of a rate of a few attempts", () => {
    const agent = (name: string, done_last_hour: number, failed_last_hour: number) => ({
      agent: name,
      done_last_hour,
      failed_last_hour,
    });
    const agents = [agent("few", 1, 8), agent("well", 90, 10), agent("bad", 80, 20), agent("worst", 10, 10)];
    expect(found("error_rate", seen({ agents_workers: { agents } }))).toEqual(["bad: warning", "worst: critical"]);
  });
});

it("waits for queues that flow, and takes their level from jobs", () => {
  const queue = (name: string, level: string, paused: boolean, oldest_waiting_at: string | null) => ({
    queue: name,
    level,
    paused,
    oldest_waiting_at,
    waiting: 1,
    held: 0,
  });
  const old = "2026-03-01T11:44:00Z";
  const queues = [
    queue("a", "critical", false, old),
    queue("b", "normal", true, old),
    queue("c", "normal", false, null),
  ];
  expect(found("queue_depth", seen({ queue: { queues } }))).toEqual(["a: critical"]);
  expect(found("queue_wait", seen({ queue: { queues } }))).toEqual(["a: warning"]);
});

describe("what the control plane says of itself", () => {
  const chain = { unverified: 0, head: null, waiting_since: null, contradiction: null, last_verification: null };

  it("knows a trail that is whole from one that is behind or broken", () => {
    const trail = (of: object) => seen({ audit: { chain: { ...chain, ...of } } });
    expect([...found("audit_lag", trail({})), ...found("audit_broken", trail({}))]).toEqual([]);
    const head = (at: string) => ({ unverified: 3, head: { seq: 1, kid: "k", at } });
    expect(found("audit_lag", trail(head("2026-03-01T11:59:30Z")))).toEqual([]);
    expect(found("audit_lag", trail(head("2026-03-01T11:58:30Z")))).toEqual(["audit: warning"]);
    expect(found("audit_lag", trail({ waiting_since: "2026-03-01T11:59:30Z" }))).toEqual(["audit: warning"]);
    expect(found("audit_broken", trail({ contradiction: { says: "no" } }))).toEqual(["audit: critical"]);
    expect(found("audit_broken", trail({ last_verification: { whole: false, finding: null } }))).toEqual([
      "audit: critical",
    ]);
  });

  it("names services that do not answer, and read-model where nobody tells of any", () => {
    const service = (name: string, answers: boolean, since: string) => ({ service: name, answers, since });
    const services = [
      service("jobs", false, "2026-03-01T11:59:50Z"),
      service("fleet", false, "2026-03-01T11:59:59Z"),
      service("audit", true, "2026-03-01T11:00:00Z"),
    ];
    expect(found("service_down", seen({ system: { services } }))).toEqual(["jobs: critical"]);
    expect(found("service_down", { ...seen({}), snapshot: undefined })).toEqual(["read-model: critical"]);
  });

  it("takes a breaker that tries again for open still", () => {
    const breakers = ["closed", "open", "half_open"].map((state) => ({ service: state, state, failures: 1, calls: 2 }));
    expect(found("breaker_open", seen({ system: { breakers } }))).toEqual(["open: critical", "half_open: critical"]);
  });
});

it("tells full disks from nearly full ones", () => {
  const disk = (usedPercent: number) => ({ folder: `${usedPercent}`, usedPercent, freeBytes: 1 });
  expect(found("disk_space", seen({}, { disks: [disk(84), disk(85), disk(96)] }))).toEqual([
    "85: warning",
    "96: critical",
  ]);
});
