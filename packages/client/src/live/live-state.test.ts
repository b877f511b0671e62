import { expect, it } from "vitest";
import { liveAddress } from "./live-address.ts";
import { describeLive, pollPace, type LiveState } from "./live-state.ts";
import { ReconnectSchedule } from "./reconnect-schedule.ts";

const down: LiveState = { status: "down", since: 0, words: "Live updates are interrupted." };

it("asks only while nothing is told, more often while somebody waits for something", () => {
  expect(pollPace({ status: "live" }, true)).toBeUndefined();
  expect(pollPace({ status: "connecting" }, true)).toBeUndefined();
  expect(pollPace(down, false)).toBe(30_000);
  expect(pollPace(down, true)).toBe(5000);
  expect(pollPace({ status: "resting" }, true)).toBe(30_000);
});

it("says so to people while it asks", () => {
  expect(describeLive({ status: "live" }, true)).toBeUndefined();
  expect(describeLive({ status: "resting" }, true)).toBeUndefined();
  expect(describeLive(down, true)).toBe("Live updates are interrupted. This page asks every 5 seconds instead.");
  const signedOut: LiveState = { status: "refused", why: "session", words: "Sign in to get live updates." };
  expect(describeLive(signedOut, false)).toBe(signedOut.words);
});

it("tries five times soon, each time later, then slowly; a connection that lasted begins anew", () => {
  const schedule = new ReconnectSchedule(() => 1);
  expect(Array.from({ length: 7 }, () => schedule.next())).toEqual([400, 800, 1600, 3200, 6400, 60_000, 60_000]);
  expect(schedule.next(9000)).toBe(60_000);
  expect(schedule.next(20_000)).toBe(400);
  expect(new ReconnectSchedule(() => 0).next()).toBe(100);
});

it("finds the sockets beside the API, or where it is told", () => {
  expect(liveAddress("http://127.0.0.1:8001")).toBe("ws://127.0.0.1:8001/ws");
  expect(liveAddress("https://clips.example.com/")).toBe("wss://clips.example.com/ws");
  expect(liveAddress("ws://127.0.0.1:8765")).toBe("ws://127.0.0.1:8765/ws");
  expect(liveAddress("ws://127.0.0.1:8765/other")).toBe("ws://127.0.0.1:8765/other");
});
