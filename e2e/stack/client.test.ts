import { execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { openClient, type Client, type OpenClientOptions } from "@agentos/client/open-client";
import type { StageName } from "@agentos/contracts/stages/stages";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openCuttingProxy } from "./cutting-proxy.ts";
import { query, signIn } from "./driver.ts";
import { countingFetch, openNaiveViews, openViews } from "./eight-views.ts";
import { unlimited } from "./unlimited.ts";

const patience = { timeout: 30_000, interval: 20 };
const minuteMs = 60_000;
/** Nothing listens there. */
const nowhere = "ws://127.0.0.1:9/ws";

type Counts = { withSocket: number; withoutSocket: number; naive: number };

let stack: Stack;
const clients: Client[] = [];
/** Goes on while the other tests are busy, which makes things happen that the views show. */
let minute: Promise<Counts>;

async function come(role: string, options: Partial<OpenClientOptions> = {}): Promise<Client> {
  const client = await openClient({ baseUrl: stack.api, ...account(role), ...options });
  clients.push(client);
  return client;
}

function account(role: string) {
  const found = stack.accounts[role];
  if (!found) throw new Error(`There is no account of a ${role}.`);
  return found;
}

async function countOneMinute(): Promise<Counts> {
  const [told, untold] = [countingFetch(), countingFetch()];
  const withSocket = await come("readonly", { fetch: told.fetch });
  const withoutSocket = await come("readonly", { fetch: untold.fetch, liveUrl: nowhere });
  const naive = await openNaiveViews(stack, stack.accounts["readonly"]);
  const before = [told.count(), untold.count()] as const;
  const close = [openViews(withSocket.data), openViews(withoutSocket.data)];
  await sleep(minuteMs);
  const counts = {
    withSocket: told.count() - before[0],
    withoutSocket: untold.count() - before[1],
    naive: naive.count(),
  };
  for (const one of close) one();
  naive.stop();
  return counts;
}

beforeAll(async () => {
  stack = await startStack({ env: unlimited });
  minute = countOneMinute();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await stack.stop();
});

/** Whether a queue is paused, as a client's view shows it. */
function watchQueue(client: Client, name: StageName) {
  const section = client.data.section("queue");
  section.subscribe(() => undefined);
  return () => {
    const { value, freshness, assumed } = section.getSnapshot();
    return { paused: value?.queues?.find(({ queue }) => queue === name)?.paused, freshness, assumed };
  };
}

it("shows a second client what the first has done, and both agree", async () => {
  const [one, two] = [await come("operator"), await come("supervisor")];
  const [mine, theirs] = [watchQueue(one, "face_detector"), watchQueue(two, "face_detector")];
  await vi.waitFor(() => expect([mine().freshness, theirs().freshness]).toEqual(["live", "live"]), patience);
  const pausing = one.actions.run("queue.pause", { queue: "face_detector" });
  expect(mine()).toMatchObject({ paused: true, assumed: true });
  await pausing.result();
  await vi.waitFor(() => expect(theirs()).toMatchObject({ paused: true, freshness: "live", assumed: false }), patience);
  await vi.waitFor(() => expect(mine()).toMatchObject({ paused: true, freshness: "live", assumed: false }), patience);
  await two.actions.run("queue.resume", { queue: "face_detector" }).ended();
  // A supervisor may not: what was assumed is taken back.
  await vi.waitFor(() => expect(theirs()).toMatchObject({ paused: true, assumed: false }), patience);
  await one.actions.run("queue.resume", { queue: "face_detector" }).result();
  await vi.waitFor(() => expect([mine().paused, theirs().paused]).toEqual([false, false]), patience);
});

it("has the effect of an action once, though its answer is lost on the way", async () => {
  const proxy = await openCuttingProxy(stack.api);
  const client = await come("operator", { baseUrl: proxy.url, liveUrl: nowhere });
  proxy.loseNextAnswerTo("POST /api/admin/action");
  const run = client.actions.run("queue.pause", { queue: "video_cutter", for_seconds: 600 });
  const troubles = new Set<string>();
  run.subscribe(() => {
    const state = run.getSnapshot();
    if (state.phase === "sending" && state.again) troubles.add(state.again.why.code);
  });
  await expect(run.result()).resolves.toMatchObject({ queues: ["video_cutter"] });
  expect(proxy.lost).toBe(1);
  expect([...troubles]).toContain("NETWORK_ERROR");
  const rows = await query<{ state: string }>(
    stack,
    "select state from actions where key = $1",
    [run.intent.key],
    "action-dispatcher",
  );
  expect(rows).toEqual([{ state: "done" }]);
  const events = await query(stack, "select id from events where name = 'queue:paused' and entity_id = 'video_cutter'");
  expect(events).toHaveLength(1);
  await client.actions.run("queue.resume", { queue: "video_cutter" }).result();
  await client.close();
  clients.splice(clients.indexOf(client), 1);
  await proxy.close();
});

it("does what its documentation shows", async () => {
  const { email, password } = account("operator");
  const show = async (name: string): Promise<string> => {
    const file = path.resolve(import.meta.dirname, `../../packages/client/examples/${name}.ts`);
    return (await promisify(execFile)(process.execPath, [file, stack.api, email, password])).stdout;
  };
  const operator = await come("operator", { liveUrl: nowhere });
  await operator.actions.run("queue.pause", { queue: "default" }).result();
  const creator = await signIn(stack, "user");
  for (const video of ["a", "b", "c"]) {
    expect((await creator.post("/api/jobs/create", { url: `https://example.com/${video}.mp4` })).status).toBe(201);
  }
  expect(await show("page-through-jobs")).toMatch(/^page 1: .*\npage 2: .*\n$/);
  await operator.actions.run("queue.resume", { queue: "default" }).result();
  const shown = await show("pause-a-queue");
  expect(shown).toContain("queues: [ 'video_cutter' ]");
  expect(shown).toContain('paused are ["video_cutter"]');
  expect(await show("follow-an-action")).toMatch(
    /\d dead letters would go back to work\n(.|\n)*1 workers are well, 0 are not/,
  );
});

it("sends few requests a minute for eight views, with a socket and without one", async () => {
  const counts = await minute;
  process.stdout.write(
    `requests in a minute for eight views: ${counts.withSocket} with a socket, ${counts.withoutSocket} without, ` +
      `${counts.naive} where each view polls by itself\n`,
  );
  expect(counts.withSocket).toBeLessThanOrEqual(5);
  expect(counts.withoutSocket).toBeLessThanOrEqual(5);
  expect(counts.naive).toBeGreaterThan(50);
});
