import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@agentos/contracts/errors";
import { connectDatabase } from "@agentos/database/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { newTrace, traceparent } from "@agentos/service-kit/trace";
import { createTestDatabase, type TestDatabase } from "@agentos/testkit/servers/test-database";
import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { endedAs, holdAction } from "../src/completion.ts";
import type { ActionCall } from "../src/handler.ts";
import type { LongAction, LongActions } from "../src/long/long-action.ts";
import { LongRunner } from "../src/long/long-runner.ts";

// Any long action of the catalogue serves: what is shown is how it is run.
const name = "database.analyze";
const result = { tables: [{ table: "jobs.steps", ms: 1 }] };

type Run = LongAction<typeof name>["run"];

const log = createLogger({ service: "test", instance: "test", level: "silent" });
let database: TestDatabase;
let connection: ReturnType<typeof connectDatabase>;
let admin: Pool;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  connection = connectDatabase({ url: database.urlFor("system"), poolSize: 6, applicationName: "test", log });
  admin = new Pool({ connectionString: database.adminUrl, max: 2 });
  admin.on("error", () => undefined);
});
afterEach(() => Promise.all(running.splice(0).map((one) => one.stop())));
afterAll(async () => {
  await connection.close();
  await admin.end();
  await database.drop();
});

/** An instance that carries out long actions as `run` says. */
function instance(run: Run) {
  const stopping = new AbortController();
  const actions = { [name]: { run } } as unknown as LongActions<"system">;
  const runner = new LongRunner<"system">({ db: connection.db, log, signal: stopping.signal, actions });
  const left = runner.resumeLeft();
  const started = {
    handler: runner.handlers()[name],
    async stop() {
      stopping.abort();
      await left;
    },
  };
  running.push(started);
  return started;
}

/** An action that has passed the dispatcher, as its owner gets it. */
async function begun(): Promise<ActionCall<typeof name>> {
  const actionId = randomUUID();
  await admin.query(
    `insert into action_dispatcher.actions
       (id, user_id, session_id, role, action, owner, payload_hash, lease_expires_at, security_context, traceparent)
     values ($1, $2, $2, 'admin', $3, 'system', $4, now() + interval '30 s', '{}', $5)`,
    [actionId, randomUUID(), name, randomBytes(32), traceparent(newTrace())],
  );
  return {
    actionId,
    payload: {},
    reason: undefined,
    actor: { user_id: randomUUID(), role: "admin", scope: "any" },
    keep: async () => undefined,
    complete: async () => endedAs("done", null),
    async hold(tx) {
      await holdAction(tx, actionId);
      return endedAs("held", null);
    },
  };
}

type Row = { state: string; result: unknown; error_code: string | null; error_message: string | null };
type Seen = Row & { progress_done: number | null; progress_total: number | null };

async function seen(actionId: string): Promise<Seen> {
  const { rows } = await admin.query<Seen>("select * from action_dispatcher.actions where id = $1", [actionId]);
  return rows[0] as Seen;
}

async function until(actionId: string, fits: (row: Seen) => boolean): Promise<Seen> {
  for (;;) {
    const row = await seen(actionId);
    if (fits(row)) return row;
    await sleep(20);
  }
}

const outcomesOf = async (actionId: string): Promise<number> =>
  (await admin.query("select 1 from audit.inbox where action_id = $1 and kind = 'outcome'", [actionId])).rowCount ?? 0;

it("ends an action with its result and what belongs to it, in one transaction", async () => {
  const call = await begun();
  const { handler } = instance(async () => ({
    result,
    apply: async (tx) => void (await tx.insertInto("events").values(event(call.actionId)).execute()),
  }));
  expect(await handler.run(call)).toMatchObject({ state: "done", result });
  expect(await seen(call.actionId)).toMatchObject({ state: "done", result });
  expect(await outcomesOf(call.actionId)).toBe(1);
  expect((await admin.query("select 1 from system.events where id = $1", [call.actionId])).rowCount).toBe(1);
  expect((await admin.query("select 1 from system.long_operations")).rowCount).toBe(0);
});

it("tells how far it is, and stops when somebody wants it to", async () => {
  const call = await begun();
  const { handler } = instance(async ({ progress, signal }) => {
    await progress(3, 10);
    await sleep(600_000, undefined, { signal });
    return { result };
  });
  expect(await handler.run(call)).toMatchObject({ state: "held" });
  await until(call.actionId, (row) => row.progress_done === 3 && row.progress_total === 10);
  await admin.query("update action_dispatcher.actions set abort_requested_at = now() where id = $1", [call.actionId]);
  const ended = await until(call.actionId, ({ state }) => state === "failed");
  expect(ended).toMatchObject({ error_code: "ACTION_ABORTED", error_message: expect.stringContaining("3 of 10") });
  expect(await outcomesOf(call.actionId)).toBe(1);
});

it("is begun anew by another instance when its own stops, and knows what it has remembered", async () => {
  const call = await begun();
  const first = instance(async ({ remember, signal }) => {
    await remember({ half: true });
    await sleep(600_000, undefined, { signal });
    return { result };
  });
  expect(await first.handler.run(call)).toMatchObject({ state: "held" });
  const remembered = Promise.withResolvers<unknown>();
  instance(async (task) => {
    remembered.resolve(task.remembered);
    return { result };
  });
  await first.stop();
  expect(await remembered.promise).toEqual({ half: true });
  await until(call.actionId, ({ state }) => state === "done");
  expect(await outcomesOf(call.actionId)).toBe(1);
});

it("is begun anew when its instance is gone without a word, and what that one still does counts for nothing", async () => {
  const call = await begun();
  const late = Promise.withResolvers<void>();
  const gone = instance(async () => {
    await late.promise;
    return { result: { tables: [] } };
  });
  await gone.handler.run(call);
  await admin.query(
    "update system.long_operations set lease_id = gen_random_uuid(), lease_expires_at = now() - interval '1 s'",
  );
  instance(async () => ({ result }));
  await until(call.actionId, ({ state }) => state === "done");
  late.resolve();
  await gone.stop();
  expect(await seen(call.actionId)).toMatchObject({ state: "done", result });
  expect(await outcomesOf(call.actionId)).toBe(1);
});

it("fails with what its run throws, and is not begun for ever", async () => {
  const failing = await begun();
  const { handler } = instance(async () => {
    throw new AppError("NOT_FOUND", "There is no such table.");
  });
  await expect(handler.run(failing)).rejects.toThrow("There is no such table.");
  expect(await seen(failing.actionId)).toMatchObject({ state: "failed", error_code: "NOT_FOUND" });

  const deadly = await begun();
  await connection.db.transaction().execute((tx) => holdAction(tx, deadly.actionId));
  await admin.query(
    `insert into system.long_operations
       (action_id, action, payload, actor, traceparent, lease_id, lease_expires_at, runs)
     values ($1, $2, '{}', '{}', '', gen_random_uuid(), now() - interval '1 s', 5)`,
    [deadly.actionId, name],
  );
  expect(await until(deadly.actionId, ({ state }) => state === "failed")).toMatchObject({
    error_code: "INTERNAL_ERROR",
  });
});

function event(id: string): object {
  const about = { id, name: "test:done", entity: "test", entity_id: id, version: 1 };
  return { ...about, payload: "{}", traceparent: traceparent(newTrace()) };
}
