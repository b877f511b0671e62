import type { ChannelName } from "@agentos/contracts/realtime/channels";
import { expect, it } from "vitest";
import { Rooms } from "./rooms.ts";

type Member = { name: string; rooms: Set<string>; channels: Set<ChannelName> };

function member(name: string, rooms: string[], channels: ChannelName[]): Member {
  return { name, rooms: new Set(rooms), channels: new Set(channels) };
}

function toldOf(rooms: Rooms<Member>, channel: ChannelName, of: string[]): string[] {
  const told: string[] = [];
  rooms.each(channel, of, ({ name }) => told.push(name));
  return told.toSorted();
}

it("finds each subscriber once, in however many of the rooms it is", () => {
  const rooms = new Rooms<Member>();
  rooms.add(member("admin", ["admin", "monitoring", "user:1"], ["job_status"]));
  rooms.add(member("operator", ["monitoring", "user:2"], ["job_status"]));
  rooms.add(member("user", ["user:3"], ["job_status"]));
  rooms.add(member("elsewhere", ["monitoring"], ["queue_updates"]));
  expect(toldOf(rooms, "job_status", ["admin", "monitoring", "user:1"])).toEqual(["admin", "operator"]);
  expect(toldOf(rooms, "job_status", ["admin", "monitoring", "user:3"])).toEqual(["admin", "operator", "user"]);
  expect(toldOf(rooms, "job_status", ["user:3", "user:3"])).toEqual(["user"]);
  expect(toldOf(rooms, "job_status", [])).toEqual([]);
});

it("forgets who has left, and finds who has changed where they are now", () => {
  const rooms = new Rooms<Member>();
  const [one, other] = [member("one", ["monitoring"], ["job_status"]), member("other", ["monitoring"], ["job_status"])];
  rooms.add(one);
  rooms.add(other);
  rooms.move(one, () => {
    one.rooms = new Set(["user:1"]);
    one.channels = new Set(["job_status", "snapshot"]);
  });
  expect(toldOf(rooms, "job_status", ["monitoring"])).toEqual(["other"]);
  expect(toldOf(rooms, "snapshot", ["user:1"])).toEqual(["one"]);
  rooms.remove(one);
  rooms.remove(other);
  expect(toldOf(rooms, "job_status", ["monitoring", "user:1"])).toEqual([]);
});
