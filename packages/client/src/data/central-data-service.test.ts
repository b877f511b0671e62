import { sectionNames } from "@agentos/contracts/snapshot/section-names";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ApiClient } from "../api-client.ts";
import type { LiveConnection } from "../live/live-connection.ts";
import type { LiveState } from "../live/live-state.ts";
import type { LiveEvent } from "../live/event-sieve.ts";
import type { Subscription } from "../live/subscriptions.ts";
import { CentralDataService } from "./central-data-service.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const snapshot = {
  epoch: "0195504b-3a10-7c55-8f0e-2b1d9c7a4e01",
  version: 1,
  generated_at: "2026-01-01T12:00:00.000Z",
  stale: [],
  ...Object.fromEntries(sectionNames.map((name) => [name, {}])),
} as unknown as Snapshot;

/** A service whose socket is down, on a page that somebody sees or not. */
function open(state: LiveState = { status: "down", since: 0, words: "Live updates are interrupted." }) {
  const page = { visible: true, hide: (): void => undefined };
  let reads = 0;
  const client = {
    readIfChanged: async () => {
      reads += 1;
      return { data: snapshot, headers: new Headers() };
    },
    page: async () => ({ data: [], pagination: { next_cursor: null } }),
  } as unknown as ApiClient;
  const followed: Subscription[] = [];
  const connection = {
    state,
    heardAt: undefined,
    subscribe: () => () => undefined,
    follow: (subscription: Subscription) => {
      followed.push(subscription);
      return () => undefined;
    },
  } as unknown as LiveConnection;
  const data = new CentralDataService({
    client,
    connection,
    signals: {
      visible: () => page.visible,
      listen: ({ hide }) => {
        page.hide = hide;
        return () => undefined;
      },
    },
  });
  return { data, page, followed, reads: () => reads };
}

const pass = async (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

it("asks every 30 s while nothing is told, and every 5 s while somebody sees that something is under way", async () => {
  const { data, page, reads } = open();
  data.section("queue").subscribe(() => undefined);
  await pass(29);
  expect(reads()).toBe(1);
  await pass(2);
  expect(reads()).toBe(2);
  const over = data.hurry();
  await pass(11);
  expect(reads()).toBe(4);
  page.visible = false;
  page.hide();
  await pass(5);
  const before = reads();
  await pass(24);
  expect(reads()).toBe(before);
  over();
  await pass(1);
  expect(reads()).toBe(before + 1);
  data.close();
});

it("asks nobody while nobody watches, once nobody has watched for a while", async () => {
  const { data, reads } = open();
  await pass(100);
  expect(reads()).toBe(0);
  const leave = data.section("queue").subscribe(() => undefined);
  await pass(1);
  leave();
  data.section("logs").subscribe(() => undefined)();
  await pass(61);
  const before = reads();
  await pass(600);
  expect(reads()).toBe(before);
  data.close();
});

it("says that something has become old when its time is over, though nothing has happened", async () => {
  const { data } = open();
  const queue = data.section("queue");
  const seen: string[] = [];
  queue.subscribe(() => seen.push(queue.getSnapshot().freshness));
  await pass(20);
  expect(seen).toEqual(["fresh", "old"]);
  data.close();
});

it("calls rows old as soon as an event says so, also those that are in no section of the snapshot", async () => {
  const { data, followed } = open({ status: "live" });
  const [letters, users] = [data.rows("dead_letters"), data.rows("users")];
  for (const rows of [letters, users]) rows.subscribe(() => undefined);
  for (const { onSubscribed } of followed) onSubscribed?.();
  // What happened before anything was told is not known: they are read once more.
  await pass(61);
  const shown = () => [letters.getSnapshot().freshness, users.getSnapshot().freshness];
  expect(shown()).toEqual(["fresh", "fresh"]);
  const channel = "queue_updates";
  const event = { channel, type: "queue:cleared", data: {} } as unknown as LiveEvent;
  for (const { channels, onEvent } of followed) if (channels.includes(channel)) onEvent?.(event);
  expect(shown()).toEqual(["old", "fresh"]);
  await pass(11);
  expect(shown()).toEqual(["fresh", "fresh"]);
  data.close();
});
