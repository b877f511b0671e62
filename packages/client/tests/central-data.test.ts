import { createApiClient } from "@agentos/client/api-client";
import { CentralDataService } from "@agentos/client/data/central-data-service";
import { createMemoryStore } from "@agentos/client/key-value";
import { LiveConnection } from "@agentos/client/live/live-connection";
import { SessionTokens } from "@agentos/client/session-tokens";
import { certainEffects } from "@agentos/contracts/snapshot/certain-effects";
import { sectionNames } from "@agentos/contracts/snapshot/section-names";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aSession } from "./session.ts";
import { serveSsot, type SsotServer } from "./ssot-server.ts";

let server: SsotServer;
const closing: (() => unknown)[] = [];

beforeEach(async () => {
  // Time that passes for what is shown; timers are real, as the server is.
  vi.useFakeTimers({ toFake: ["Date"] });
  server = await serveSsot();
  closing.push(() => server[Symbol.asyncDispose]());
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  vi.useRealTimers();
});

function openData(): CentralDataService {
  const tokens = new SessionTokens({ store: createMemoryStore() });
  tokens.begin(aSession());
  const client = createApiClient({ baseUrl: server.url, tokens });
  // Nobody starts it: nothing is told, everything is read.
  const connection = new LiveConnection({ baseUrl: server.url, client, tokens });
  const data = new CentralDataService({ client, connection });
  closing.push(() => data.close());
  return data;
}

/** Watches as a view does. */
function watch<T>(seen: { subscribe(listener: () => void): () => void; getSnapshot(): T }) {
  const states: T[] = [];
  const leave = seen.subscribe(() => states.push(seen.getSnapshot()));
  closing.push(leave);
  return { states, leave, now: () => seen.getSnapshot() };
}

const pass = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

describe("many views", () => {
  it("share one request, and each is told of its own section alone", async () => {
    const data = openData();
    const views = sectionNames.flatMap((name) => [watch(data.section(name)), watch(data.section(name))]);
    expect(views[0]?.now()).toMatchObject({ value: undefined, freshness: "none", loading: true });
    await vi.waitFor(() => expect(views.map((view) => view.now().freshness)).not.toContain("none"));
    expect(server.reads).toEqual([200]);
    const queue = watch(data.section("queue"));
    const before = queue.now().value;
    const logs = watch(data.section("logs"));
    server.snapshot = { ...server.snapshot, version: 2, logs: { ...server.snapshot.logs, lines: 1 } as never };
    for (const _view of views) data.refresh();
    await vi.waitFor(() => expect(logs.now().value).toEqual({ lines: 1 }));
    expect(server.reads).toEqual([200, 200]);
    expect(queue.now().value).toBe(before);
  });

  it("are shown what is at hand at once, and it is asked for anew where it is older than its domain allows", async () => {
    const data = openData();
    const first = watch(data.section("config"));
    await vi.waitFor(() => expect(first.now().freshness).toBe("fresh"));
    pass(6000);
    expect(watch(data.section("dashboard")).now()).toMatchObject({ freshness: "fresh" });
    expect(server.reads).toEqual([200]);
    const queue = watch(data.section("queue"));
    expect(queue.now()).toMatchObject({ freshness: "old", value: { waiting: 2 }, loading: false });
    await vi.waitFor(() => expect(queue.now().freshness).toBe("fresh"));
    expect(server.reads).toEqual([200, 304]);
  });

  it("are told how old things are where the server does not know better, and which owners are silent", async () => {
    server.age = 40;
    const mark = { section: "jobs", owner: "jobs", as_of: new Date(Date.now() - 90_000).toISOString() } as const;
    server.snapshot = { ...server.snapshot, stale: [mark] };
    const data = openData();
    const [queue, jobs] = [watch(data.section("queue")), watch(data.section("jobs"))];
    await vi.waitFor(() => expect(queue.now().freshness).toBe("old"));
    expect(Date.now() - Number(queue.now().asOf)).toBeGreaterThanOrEqual(40_000);
    expect(jobs.now()).toMatchObject({ freshness: "old", stale: [mark], asOf: Date.parse(mark.as_of) });
  });

  it("keep what they have when the server is away, and say so in words", async () => {
    const data = openData();
    const queue = watch(data.section("queue"));
    await vi.waitFor(() => expect(queue.now().freshness).toBe("fresh"));
    server.away = true;
    data.refresh();
    await vi.waitFor(() => expect(queue.now().error).toMatchObject({ code: "SERVICE_UNAVAILABLE", retryAfter: 30 }));
    expect(queue.now()).toMatchObject({ freshness: "old", value: { waiting: 2 } });
    server.away = false;
    data.refresh();
    await vi.waitFor(() => expect(queue.now()).toMatchObject({ freshness: "fresh", error: undefined }));
  });

  it("show what is assumed of an action, and no longer once it is taken back", async () => {
    const data = openData();
    const [queue, dashboard] = [watch(data.section("queue")), watch(data.section("dashboard"))];
    await vi.waitFor(() => expect(queue.now().freshness).toBe("fresh"));
    const assumption = data.assume((all) => certainEffects["queue.pause"]?.(all, { queue: "default" }) ?? {});
    expect(queue.now().assumed).toBe(true);
    expect(queue.now().value?.queues?.map(({ paused }) => paused)).not.toContain(false);
    expect(dashboard.now().value?.queue.paused).toBe(6);
    assumption.takeBack();
    expect(queue.now().assumed).toBe(false);
    expect(dashboard.now().value?.queue.paused).toBe(0);
  });

  it("get the same object as long as nothing has changed", async () => {
    const data = openData();
    const section = data.section("queue");
    expect(section.getSnapshot()).toBe(section.getSnapshot());
    const queue = watch(section);
    await vi.waitFor(() => expect(queue.now().freshness).toBe("fresh"));
    expect(section.getSnapshot()).toBe(section.getSnapshot());
    expect(data.section("queue")).toBe(section);
  });
});

describe("rows", () => {
  it("are read page by page, and the page before stays until the next has come", async () => {
    const rows = openData().rows("jobs");
    const seen = watch(rows);
    await vi.waitFor(() => expect(seen.now().shows).toBe("current"));
    expect(seen.now().rows?.[0]?.title).toBe("Talk 0");
    rows.next();
    expect(seen.now()).toMatchObject({ shows: "previous", freshness: "old", page: 2, refreshing: true });
    expect(seen.now().rows?.[0]?.title).toBe("Talk 0");
    await vi.waitFor(() => expect(seen.now().rows?.[0]?.title).toBe("Talk 25"));
    rows.previous();
    await vi.waitFor(() => expect(seen.now().rows?.[0]?.title).toBe("Talk 0"));
    expect(server.pages).toEqual(["/api/admin/ssot/jobs?per_page=25", "/api/admin/ssot/jobs?per_page=25&cursor=25"]);
  });

  it("are asked for once somebody has stopped typing", async () => {
    const rows = openData().rows("jobs");
    const seen = watch(rows);
    await vi.waitFor(() => expect(seen.now().shows).toBe("current"));
    for (const search of ["T", "Ta", "Tal", "Talk 5"]) rows.setFilters({ search });
    expect(seen.now()).toMatchObject({ filters: { search: "Talk 5" }, shows: "previous" });
    await vi.waitFor(() => expect(seen.now().pagination?.total).toBe(11));
    expect(server.pages).toHaveLength(2);
    rows.setFilters({ search: "" });
    await vi.waitFor(() => expect(seen.now()).toMatchObject({ shows: "current", pagination: { total: 60 } }));
    // These were read a moment ago.
    expect(server.pages).toHaveLength(2);
  });

  it("that were asked for before never take the place of those that are asked for now", async () => {
    const rows = openData().rows("jobs", { filters: { search: "Talk 1" } });
    let release = (): void => undefined;
    server.hold = new Promise((resolve) => (release = resolve));
    const seen = watch(rows);
    await vi.waitFor(() => expect(server.pages).toHaveLength(1));
    server.hold = undefined;
    rows.setFilters({ search: "Talk 2" });
    await vi.waitFor(() => expect(seen.now().rows?.[0]?.title).toBe("Talk 2"));
    release();
    const last = watch(rows);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(last.now().rows?.[0]?.title).toBe("Talk 2");
    expect(seen.states.flatMap((state) => state.rows?.[0]?.title ?? [])).not.toContain("Talk 1");
  });

  it("grow old when something has happened, and are asked for anew", async () => {
    const data = openData();
    const rows = data.rows("jobs");
    const seen = watch(rows);
    await vi.waitFor(() => expect(seen.now().freshness).toBe("fresh"));
    server.rows = server.rows.map((row) => ({ ...row, title: "Renamed" }));
    pass(6000);
    // Another view has everything read anew: what has happened to the rows since is not known.
    watch(data.section("queue"));
    await vi.waitFor(() => expect(seen.now()).toMatchObject({ freshness: "old", shows: "current" }));
    const later = data.rows("jobs");
    expect(watch(later).now()).toMatchObject({ freshness: "old", shows: "current" });
    data.refresh();
    await vi.waitFor(() => expect(seen.now().rows?.[0]?.title).toBe("Renamed"));
  });

  it("say why they cannot be had", async () => {
    server.away = true;
    const seen = watch(openData().rows("jobs"));
    await vi.waitFor(() => expect(seen.now().error).toMatchObject({ code: "SERVICE_UNAVAILABLE" }));
    expect(seen.now()).toMatchObject({ rows: undefined, shows: "nothing", freshness: "none", loading: false });
  });
});
