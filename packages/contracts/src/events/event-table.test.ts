import { expect, it } from "vitest";
import { eventTable } from "./event-table.ts";
import { events } from "./events.ts";
import { ticks } from "./ticks.ts";

it("says of every event and tick what follows it, and of nothing else", () => {
  const named = [...events, ...ticks].map(({ name }) => name);
  expect(Object.keys(eventTable).toSorted()).toEqual([...new Set(named)].toSorted());
});

it("tells an owner only of what says whose it is", () => {
  const nobodys = [...events, ...ticks]
    .filter(({ name }) => eventTable[name]?.rooms.includes("owner"))
    .filter(({ payload }) => !("user_id" in ((payload as { shape?: object }).shape ?? {})));
  expect(nobodys.map(({ name }) => name)).toEqual([]);
});
