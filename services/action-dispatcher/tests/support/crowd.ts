import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { expect } from "vitest";
import { prepareEffects, startOwner, type Owner } from "./owner.ts";
import { pause, type Answer, type Send } from "./sender.ts";
import { startStack, type Stack } from "./stack.ts";

export type Crowd = {
  keys: number;
  /** How many send each key at once. */
  senders: number;
};

/** Sends each key by many at once, over two instances, and empties Redis half-way: one effect, one reply and one audited outcome for each. */
export async function expectOneEffectOfEach(crowd: Crowd): Promise<void> {
  const stack = await startStack();
  try {
    await prepareEffects(stack);
    const owner = await startOwner(stack);
    try {
      await sendByCrowd(stack, owner, crowd);
    } finally {
      await owner.close();
    }
  } finally {
    await stack.close();
  }
}

async function sendByCrowd(stack: Stack, owner: Owner, { keys, senders: sendersOfEach }: Crowd): Promise<void> {
  const account = await stack.account("operator");
  const dispatchers = [await stack.startDispatcher(), await stack.startDispatcher()];
  const senders = dispatchers.map((dispatcher) => stack.senderOf(account, dispatcher));
  const redis = new Redis(stack.redis.urlFor("admin"));
  const found = new Map<string, Answer[]>();
  for (let sent = 0; sent < keys; sent += 1) {
    if (sent === keys / 2) await redis.flushall();
    const key = randomUUID();
    found.set(key, await sendAll(senders, key, sendersOfEach));
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
}

/** All senders, in turn over the instances; then once more, when all is over. */
async function sendAll(senders: readonly Send[], key: string, times: number): Promise<Answer[]> {
  const send = (n: number): Promise<Answer> => {
    const one = senders[n % senders.length];
    if (!one) throw new Error("no sender");
    return one(pause(), { key });
  };
  const answers = await Promise.all(Array.from({ length: times }, (_, n) => send(n)));
  return [...answers, await send(0), await send(1)];
}
