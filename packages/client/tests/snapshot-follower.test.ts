import { createApiClient } from "@agentos/client/api-client";
import { createMemoryStore } from "@agentos/client/key-value";
import { LiveConnection } from "@agentos/client/live/live-connection";
import { SnapshotFollower } from "@agentos/client/live/snapshot-follower";
import { describeSnapshot } from "@agentos/client/live/snapshot-view";
import { SessionTokens } from "@agentos/client/session-tokens";
import { comparableText } from "@agentos/contracts/realtime/snapshot-hash";
import { afterEach, expect, it, vi } from "vitest";
import { TestPage } from "./page.ts";
import { aSession } from "./session.ts";
import { SnapshotSource } from "./snapshot-source.ts";

const within = { timeout: 30_000, interval: 20 };
const opened: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

async function follow() {
  const source = await new SnapshotSource().listen();
  const tokens = new SessionTokens({ store: createMemoryStore() });
  tokens.begin(aSession());
  const client = createApiClient({ baseUrl: source.url, tokens });
  const random = () => 0;
  const page = new TestPage();
  const { signals } = page;
  const connection = new LiveConnection({ baseUrl: source.hub.url, client, tokens, random, signals });
  const follower = new SnapshotFollower({ connection, client, random, isHasty: () => true });
  opened.push(follower, connection, source);
  connection.start();
  follower.start();
  const same = () =>
    follower.view.document !== undefined && comparableText(follower.view.document) === comparableText(source.document);
  const isLive = () => vi.waitFor(() => expect([follower.view.freshness, same()]).toEqual(["live", true]), within);
  await isLive();
  return { source, follower, connection, page, isLive };
}

it("applies what it is told without reading again, and tells who listens to a section", async () => {
  const { source, follower, isLive } = await follow();
  const reads = source.reads.length;
  const seen: number[] = [];
  follower.subscribeTo("jobs", (jobs) => seen.push((jobs as unknown as unknown[]).length));
  follower.subscribeTo("queue", () => seen.push(-1));
  for (let change = 0; change < 5; change++) source.hub.tell(source.change());
  await isLive();
  expect(seen).toEqual([1, 2, 3, 4, 5]);
  expect(source.reads).toHaveLength(reads);
  expect(describeSnapshot(follower.view)).toEqual([]);
});

it("puts in order what comes out of order, and reads where something is lost", async () => {
  const { source, follower, isLive } = await follow();
  const [first, second] = [source.change(), source.change()];
  const reads = source.reads.length;
  for (const patch of [second, first, second]) source.hub.tell(patch);
  await isLive();
  expect(source.reads).toHaveLength(reads);
  source.change();
  source.hub.tell(source.change());
  await vi.waitFor(() => expect(follower.view.freshness).toBe("old"), within);
  await isLive();
  expect(source.reads.length).toBeGreaterThan(reads);
});

it("reads again when the hub says so, and when another builder has taken over", async () => {
  const { source, follower, isLive } = await follow();
  source.change();
  source.hub.tell({ op: "resync", reason: "gap" });
  await isLive();
  source.beginEpoch("0190c1f4-7a8e-7c3e-9a53-000000000002");
  source.hub.tell(source.change());
  await isLive();
  expect(follower.view.document?.epoch).toBe(source.document.epoch);
});

it("resumes where it was after a short interruption, and reads after a longer one", async () => {
  const { source, connection, isLive } = await follow();
  const reads = source.reads.length;
  source.hub.closeAll(1001);
  await vi.waitFor(() => expect(connection.state.status).toBe("connecting"), within);
  await isLive();
  expect(source.reads).toHaveLength(reads);
  const { port } = source.hub;
  await source.hub.stop();
  source.change();
  await source.startHub(port);
  await isLive();
  expect(source.hub.heard).toContainEqual(
    expect.objectContaining({ op: "subscribe", resume_from: expect.any(Object) }),
  );
  expect(source.reads.length).toBeGreaterThan(reads);
});

it("asks while nothing is told, says so, and says how old it is when there is no answer either", async () => {
  const { source, follower, connection, page, isLive } = await follow();
  const { port } = source.hub;
  await source.hub.stop();
  await vi.waitFor(() => expect(connection.state.status).toBe("down"), within);
  expect(follower.view.freshness).toBe("polled");
  expect(describeSnapshot(follower.view)[0]).toMatch(/^Live updates are interrupted/);
  source.change();
  await vi.waitFor(() => expect(follower.view.document?.version).toBe(2), within);
  source.away = true;
  await vi.waitFor(() => expect(follower.view.freshness).toBe("old"), within);
  expect(describeSnapshot(follower.view).join(" ")).toMatch(/The last read failed: .* What you see is \d+ s old\./);
  source.away = false;
  await source.startHub(port);
  page.wake();
  await isLive();
});

it("does not call live what the server itself calls stale", async () => {
  const { source, follower, isLive } = await follow();
  source.headers = { "X-Cache": "STALE", Age: "40" };
  source.hub.tell({ op: "resync", reason: "reconnected" });
  await vi.waitFor(
    () => expect(describeSnapshot(follower.view)).toEqual([expect.stringMatching(/^What you see is 4\d s old/)]),
    within,
  );
  expect(source.reads.at(-1)).toBe(304);
  source.headers = { "X-Cache": "HIT" };
  source.hub.tell(source.change());
  await isLive();
});

it("never calls live what it may not be told of", async () => {
  const { source, follower, page, isLive } = await follow();
  source.hub.refused = new Set(["snapshot"]);
  source.hub.closeAll(1001);
  page.wake();
  await vi.waitFor(() => expect(source.hub.heard.filter(({ op }) => op === "subscribe")).toHaveLength(2), within);
  await vi.waitFor(() => expect([follower.view.freshness, source.hub.sockets.size]).toEqual(["polled", 1]), within);
  source.hub.refused.clear();
  source.hub.closeAll(1001);
  await isLive();
});
