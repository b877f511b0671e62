import { expect, it } from "vitest";
import { eventTable } from "./event-table.ts";
import { events } from "./events.ts";
import { ticks } from "./ticks.ts";

it("says of every event and tick what follows it, and of nothing else", () => {
  const named = [...events, ...ticks].map(({ name }) => name);
  expect(Object.keys(eventTable).toSorted()).toEqual(named.toSorted());
});

it("tells an owner only of what says whose it is", () => {
  for (const { name, payload } of [...events, ...ticks]) {
    if (!eventTable[name]?.rooms.includes("owner")) continue;
    expect(Object.keys((payload as { shape?: object }).shape ?? {}), name).toContain("user_id");
  }
});
