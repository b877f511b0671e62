import { randomUUID } from "node:crypto";
import { AppError } from "@agentos/contracts/errors";
import type { Actor } from "@agentos/contracts/messages/actions";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareEffects, startOwner, type Owner } from "./support/owner.ts";
import { startStack, type Dispatcher, type Stack } from "./support/stack.ts";

let stack: Stack;
let dispatcher: Dispatcher;
let jobs: Owner;
let fleet: Owner;
let asked: { actor: Actor; reason: string | undefined }[] = [];

const jobId = randomUUID();
const path = `/api/jobs/${jobId}/cancel`;

beforeAll(async () => {
  stack = await startStack();
  await prepareEffects(stack);
  [jobs, fleet] = [await startOwner(stack), await startOwner(stack, "fleet")];
  dispatcher = await stack.startDispatcher({ ACTION_ALLOWLIST: "127.0.0.1" });
  jobs.behave("job.cancel", ({ actor, reason, payload, complete }, db) => {
    asked.push({ actor, reason });
    if (payload.job_id !== jobId) throw new AppError("NOT_FOUND");
    return db.transaction().execute((tx) => complete(tx, { job_id: payload.job_id, status: "cancelled" }));
  });
  fleet.behave("agent.start", ({ payload, complete }, db) =>
    db.transaction().execute((tx) => complete(tx, { agent: payload.agent, taking: true, workers: [] })),
  );
});
afterAll(async () => {
  await Promise.all([jobs.close(), fleet.close()]);
  await stack.close();
});

describe("an action under its REST name", () => {
  it("is for anybody on what is their own, from anywhere, and audited like every action", async () => {
    asked = [];
    const account = await stack.account("user");
    const answer = await stack.senderOf(account, dispatcher)(
      { reason: "The wrong file" },
      { path, from: "198.51.100.7" },
    );
    expect(answer).toMatchObject({ status: 200, data: { job_id: jobId, status: "cancelled" } });
    expect(asked).toMatchObject([
      { actor: { user_id: account.userId, role: "user", scope: "own" }, reason: "The wrong file" },
    ]);
    const entries = await stack.auditOf(account);
    expect(entries.map(({ kind, action }) => [kind, action])).toEqual([
      ["intent", "job.cancel"],
      ["outcome", "job.cancel"],
    ]);
  });

  it("reaches for staff as far as the action, but from allowed addresses alone", async () => {
    asked = [];
    const send = stack.senderOf(await stack.account("supervisor"), dispatcher);
    await send({}, { path });
    await send({}, { path, from: "198.51.100.7" });
    expect(asked.map(({ actor }) => actor.scope)).toEqual(["any", "own"]);
  });

  it("says no in the words of the action", async () => {
    const send = stack.senderOf(await stack.account("user"), dispatcher);
    expect((await send({}, { path: `/api/jobs/${randomUUID()}/cancel` })).status).toBe(404);
    expect(await send({ force: true }, { path })).toMatchObject({ status: 400, error_code: "VALIDATION_ERROR" });
    expect(await send({ job_id: randomUUID() }, { path })).toMatchObject({ status: 200, data: { job_id: jobId } });
    const reader = stack.senderOf(await stack.account("readonly"), dispatcher);
    expect(await reader({}, { path })).toMatchObject({ status: 403, error_code: "FORBIDDEN" });
  });

  it("takes a key, and has one effect under it", async () => {
    asked = [];
    const send = stack.senderOf(await stack.account("user"), dispatcher);
    const [first, again] = [await send({}, { path, key: "k" }), await send({}, { path, key: "k" })];
    expect(again.text).toBe(first.text);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(asked).toHaveLength(1);
  });

  it("on agents is for staff from allowed addresses, with the key that the action needs", async () => {
    const start = { path: "/api/agents/video_cutter/start" };
    const send = stack.senderOf(await stack.account("operator"), dispatcher);
    expect(await send({}, start)).toMatchObject({ status: 200, data: { agent: "video_cutter", taking: true } });
    expect((await send({}, { ...start, from: "198.51.100.7" })).error_code).toBe("ADDRESS_NOT_ALLOWED");
    expect((await send({}, { path: "/api/agents/nobody/start" })).status).toBe(400);
    expect((await send({}, { path: "/api/agents/restart" })).error_code).toBe("IDEMPOTENCY_KEY_REQUIRED");
    const user = stack.senderOf(await stack.account("user"), dispatcher);
    expect(await user({}, start)).toMatchObject({ status: 403, error_code: "FORBIDDEN" });
  });
});
