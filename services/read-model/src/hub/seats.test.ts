import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Seats } from "./seats.ts";

const address = "203.0.113.7";
const network = "203.0.113.7/32";

it("gives so many to an address and no more, and each back once", () => {
  const seats = new Seats({ perAddress: 2 });
  const [first, second] = [seats.take(address), seats.take("::ffff:203.0.113.7")];
  expect([typeof first, typeof second, seats.take(address)]).toEqual(["function", "function", undefined]);
  expect(seats.take("203.0.113.8")).toBeTypeOf("function");
  first?.();
  first?.();
  expect(seats.take(address)).toBeTypeOf("function");
  expect(seats.take(address)).toBeUndefined();
});

it("takes all addresses of an IPv6 network for one", () => {
  const seats = new Seats({ perAddress: 1 });
  expect(seats.take("2001:db8::1")).toBeTypeOf("function");
  expect(seats.take("2001:db8::ffff:1")).toBeUndefined();
  expect(seats.take("2001:db8:0:1::1")).toBeTypeOf("function");
});

it("counts those of other hubs, until they have less or are heard no more", async () => {
  const seats = new Seats({ perAddress: 3, forgetMs: 50 });
  const [one, other] = [randomUUID(), randomUUID()];
  seats.hear({ hub: one, seats: { [network]: 1, "198.51.100.1/32": 3 }, whole: true });
  seats.hear({ hub: other, seats: { [network]: 1 }, whole: false });
  seats.take(address);
  expect([seats.take(address), seats.take("198.51.100.1")]).toEqual([undefined, undefined]);
  seats.hear({ hub: one, seats: { [network]: 0 }, whole: false });
  expect(seats.take("198.51.100.1")).toBeUndefined();
  expect(seats.take(address)).toBeTypeOf("function");
  expect(seats.take(address)).toBeUndefined();
  await sleep(60);
  expect(seats.take(address)).toBeTypeOf("function");
  expect(seats.take("198.51.100.1")).toBeTypeOf("function");
});

it("tells of what changes, and of all", () => {
  const told: Record<string, number>[] = [];
  const seats = new Seats({ perAddress: 3, onChange: (changed) => told.push(changed) });
  const back = seats.take(address);
  seats.take(address);
  expect(seats.all()).toEqual({ [network]: 2 });
  back?.();
  expect(told).toEqual([{ [network]: 1 }, { [network]: 2 }, { [network]: 1 }]);
});
