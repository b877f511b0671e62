import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareEffects, startOwner, type Owner } from "./support/owner.ts";
import { pause, type Answer, type Send } from "./support/sender.ts";
import { startStack, type Stack } from "./support/stack.ts";

const keys = 200;
const sendersOfEach = 50;
let stack: Stack;
let owner: Owner;

beforeAll(async () => {
  stack = await startStack();
  await prepareEffects(stack);
  owner = await startOwner(stack);
});
afterAll(async () => {
  await owner.close();
  await stack.close();
});

describe("a key that many send at once", () => {
  it("has one effect and one reply, over two instances and a Redis that is emptied in between", async () => {
    const account = await stack.account("operator");
    const dispatchers = [await stack.startDispatcher(), await stack.startDispatcher()];
    const senders = dispatchers.map((dispatcher) => stack.senderOf(account, dispatcher));
    const redis = new Redis(stack.redis.urlFor("admin"));
    const found = new Map<string, Answer[]>();
    for (let sent = 0; sent < keys; sent += 1) {
      if (sent === keys / 2) await redis.flushall();
      const key = randomUUID();
      found.set(key, await sendAll(senders, key));
    }
    redis.disconnect();
    const actionIds = [...found.values()].map((answers) => {
      const replies = answers.filter(({ status }) => status === 200);
      const others = answers.filter(({ status }) => status !== 200);
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
      const told = others.map(({ status, error_code, error }) => ({ status, error_code, error }));
      expect(told.filter(({ error_code }) => error_code !== "ACTION_IN_PROGRESS")).toEqual([]);
      return replies[0]?.data.action_id ?? "";
    });
    expect(new Set(actionIds).size).toBe(keys);
    const effects = await owner.effects();
    expect(effects.size).toBe(keys);
    expect(actionIds.every((id) => effects.get(id) === 1)).toBe(true);
    const entries = await stack.auditOf(account);
    const outcomes = entries.filter(({ kind }) => kind === "outcome").map(({ action_id }) => action_id);
    expect(outcomes.toSorted()).toEqual(actionIds.toSorted());
  }, 600_000);
});

/** All senders, in turn over the instances; then once more, when all is over. */
async function sendAll(senders: readonly Send[], key: string): Promise<Answer[]> {
  const send = (n: number): Promise<Answer> => {
    const one = senders[n % senders.length];
    if (!one) throw new Error("no sender");
    return one(pause(), { key });
  };
  const answers = await Promise.all(Array.from({ length: sendersOfEach }, (_, n) => send(n)));
  return [...answers, await send(0), await send(1)];
}
