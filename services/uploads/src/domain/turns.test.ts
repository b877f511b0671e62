import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("one at a time per name, in order, also after a failure; other names at once", async () => {
  const turns = new Turns();
  const said: string[] = [];
  const work = (name: string, fails = false) =>
    turns.take(name.slice(0, 1), async () => {
      said.push(`${name} begins`);
      await sleep(1);
      said.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([work("a1"), work("a2", true), work("a3"), work("b1")]);
  expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  expect(said.filter((line) => line.startsWith("a"))).toEqual(
    ["a1", "a2", "a3"].flatMap((name) => [`${name} begins`, `${name} ends`]),
  );
  expect(said.indexOf("b1 begins")).toBeLessThan(said.indexOf("a1 ends"));
  expect(await work("a4")).toBe("a4");
});
