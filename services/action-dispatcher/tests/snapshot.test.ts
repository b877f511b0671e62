import { randomUUID } from "node:crypto";
import { AppError } from "@agentos/contracts/errors";
import { managersOf } from "@agentos/contracts/managers/managers";
import { snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import { sectionsOf, type PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { connectNats } from "@agentos/messaging/connect";
import { ask } from "@agentos/messaging/request";
import { stillText } from "@agentos/testkit/still-text";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { completePause, prepareEffects, startOwner, type Owner } from "./support/owner.ts";
import type { Account, Send } from "./support/sender.ts";
import { quietLog, startStack, type Stack } from "./support/stack.ts";

const owner = "action-dispatcher";
type Parts = Required<PartsOf<typeof owner>>;

let stack: Stack;
let jobs: Owner;
let readModel: NatsConnection;
let account: Account;
let send: Send;
let sendInHaste: Send;

beforeAll(async () => {
  stack = await startStack();
  await prepareEffects(stack);
  jobs = await startOwner(stack);
  const limits = { ACTION_LIMITS_SCALE: "1", ACTION_LIMITS: '{"queue.pause": 29}' };
  const dispatcher = await stack.startDispatcher(limits);
  const impatient = await stack.startDispatcher({ ...limits, ACTION_WAIT_SCALE: "0.05" });
  account = await stack.account("admin");
  send = stack.senderOf(account, dispatcher);
  sendInHaste = stack.senderOf(account, impatient);
  readModel = await connectNats({ ...stack.nats.credentials("read-model"), service: "read-model", log: quietLog() });
});
afterAll(async () => {
  await readModel.close();
  await jobs.close();
  await stack.close();
});

async function read(): Promise<Parts> {
  const sections = sectionsOf(owner);
  const parts = await ask(readModel, snapshotPartsQueries[owner], { sections });
  expect(Object.keys(parts).toSorted()).toEqual(sections.toSorted());
  return parts as Parts;
}

const canary = "canary@example.com, canary.mp4";
const pause = () => send({ action: "queue.pause", payload: { queue: "video_cutter" }, reason: canary });

it("is still while nothing happens, with all managers at work", async () => {
  const { system, config, managers } = JSON.parse(await stillText(read)) as Parts;
  expect(system.actions).toEqual({
    open: 0,
    oldest_open: [],
    last_hour: { done: 0, failed: 0, open: 0 },
    latest_failures: [],
  });
  expect(system.breakers).toContainEqual({ service: "queue", state: "closed", failures: 0, calls: 0 });
  expect(config.limits).toMatchObject({
    window_seconds: 60,
    account: 50,
    address: 100,
    actions: { "queue.pause": 29 },
  });
  expect(managers[owner].map(({ name }) => name)).toEqual(managersOf(owner).map(({ name }) => name));
});

it("tells what is open and what came of the others, and nothing that was said by or to a person", async () => {
  await pause();
  jobs.behave("queue.pause", () => Promise.reject(new AppError("CONFLICT", canary)));
  const failed = (await pause()).status;
  jobs.behave("queue.drain", (call, db) => db.transaction().execute((tx) => call.hold(tx)));
  const open = await sendInHaste(
    { action: "queue.drain", payload: { queue: "video_cutter" }, reason: canary },
    { key: randomUUID() },
  );
  jobs.behave("queue.pause", completePause);
  expect([failed, open.status]).toEqual([409, 202]);
  const parts = await read();
  const { actions } = parts.system;
  expect(actions).toMatchObject({ open: 1, last_hour: { done: 1, failed: 1, open: 1 } });
  expect(actions.oldest_open).toMatchObject([
    { action_id: open.data.action_id, action: "queue.drain", user_id: account.userId, state: "held" },
  ]);
  expect(actions.latest_failures).toMatchObject([{ action: "queue.pause", error_code: "CONFLICT" }]);
  expect(JSON.stringify(parts)).not.toContain("canary");
  // An open action is no change by itself.
  await stillText(read);
});
