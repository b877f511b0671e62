import { expect, it } from "vitest";
import { createMemoryStore } from "../key-value.ts";
import { keyLivesMs, OpenIntents, type Intent } from "./open-intents.ts";

const intent = (key: string, begunAt: number): Intent => ({
  key,
  action: "queue.pause",
  payload: { queue: "default" },
  begunAt,
});

it("remembers what is open, of each person apart, and forgets what has ended", () => {
  const store = createMemoryStore();
  const [mine, yours] = [new OpenIntents(store, "ada"), new OpenIntents(store, "bob")];
  const now = Date.now();
  mine.save(intent("b", now));
  mine.save(intent("a", now - 1000));
  mine.save({ ...intent("a", now - 1000), actionId: "known" });
  expect(new OpenIntents(store, "ada").list()).toEqual([
    { ...intent("a", now - 1000), actionId: "known" },
    intent("b", now),
  ]);
  expect(yours.list()).toEqual([]);
  mine.forget("a");
  mine.forget("b");
  expect(store.getItem("agentos.intents.ada")).toBeNull();
});

it("forgets what is older than a key, and what it cannot read", () => {
  const store = createMemoryStore();
  const intents = new OpenIntents(store, "ada");
  intents.save(intent("old", Date.now() - keyLivesMs));
  expect(intents.list()).toEqual([]);
  store.setItem("agentos.intents.ada", "{");
  expect(intents.list()).toEqual([]);
});
