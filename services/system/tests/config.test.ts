import { randomBytes, randomUUID } from "node:crypto";
import { followSettings } from "@agentos/config-kit/follow-settings";
import { LiveSettings, type SettingBindings } from "@agentos/config-kit/live-settings";
import type { ActionName, InputOf } from "@agentos/contracts/actions/actions";
import { act, type Actor } from "@agentos/contracts/messages/actions";
import { sectionRowsQueries, snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import { settingsFormat } from "@agentos/contracts/settings/document";
import { ask } from "@agentos/messaging/request";
import { newTrace, traceparent } from "@agentos/service-kit/trace";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { until } from "./harness/until.ts";
import { quietLog, startWatched, type WatchedSystem } from "./harness/watched-system.ts";

let system: WatchedSystem;
let dispatcher: NatsConnection;
let readModel: NatsConnection;
let uploads: NatsConnection;
const stopping = new AbortController();
let follows: Promise<void>;

/** A service as uploads is one: what it was started with, and what it follows. */
const started = {
  LOG_LEVEL: "info",
  INSTANCE: "test-1",
  UPLOAD_MAX_BYTES: 5_000_000,
  UPLOAD_KEEP_FREE_BYTES: 1024 ** 3,
  UPLOAD_EXPIRE_SECONDS: 86_400,
  UPLOAD_IDLE_SECONDS: 20,
};
const bindings: SettingBindings<"uploads", typeof started> = {
  "uploads.max_bytes": "UPLOAD_MAX_BYTES",
  "uploads.keep_free_bytes": "UPLOAD_KEEP_FREE_BYTES",
  "uploads.expire_seconds": "UPLOAD_EXPIRE_SECONDS",
  "uploads.idle_seconds": "UPLOAD_IDLE_SECONDS",
};
const settings = new LiveSettings("uploads", started, bindings);

beforeAll(async () => {
  system = await startWatched();
  dispatcher = await system.connectAs("action-dispatcher");
  readModel = await system.connectAs("read-model");
  uploads = await system.connectAs("uploads");
  follows = followSettings({ settings, nc: uploads, log: quietLog, signal: stopping.signal });
  await until("the follower has settings", () => settings.version !== null);
});
afterAll(async () => {
  stopping.abort();
  await follows;
  await system?.close();
});
afterEach(() => importAll({}));

/** Carries an action out that the dispatcher has let through. */
async function run<Name extends ActionName>(action: Name, payload: InputOf<Name>, dry_run = false) {
  const action_id = randomUUID();
  await system.admin.query(
    `insert into action_dispatcher.actions
       (id, user_id, session_id, role, action, owner, payload_hash, lease_expires_at, security_context, traceparent)
     values ($1, $1, $1, 'admin', $2, 'system', $3, now() + interval '30 s', '{}', $4)`,
    [action_id, action, randomBytes(32), traceparent(newTrace())],
  );
  const actor: Actor = { user_id: randomUUID(), role: "admin", scope: "any" };
  const { result } = await ask(dispatcher, act.system, { action_id, action, payload, dry_run, actor });
  return result as { version: number; changed: string[] };
}

const documentOf = (given: Record<string, unknown>) => ({ format: settingsFormat, settings: given }) as const;
const importAll = (given: Record<string, unknown>) =>
  run("config.import", { document: documentOf(given), mode: "replace" });
const followed = (version: number) => until(`version ${version} is in force`, () => settings.version === version);

async function part() {
  const told = await ask(readModel, snapshotPartsQueries.system, { sections: ["config"] });
  return (told as { config: { version: number; settings: { key: string }[]; followers: unknown[] } }).config;
}

it("has a value in force at whoever follows, and what it was started with where nobody has set anything", async () => {
  const set = await importAll({ "uploads.max_bytes": 7_000_000, "log.level": "warn" });
  await followed(set.version);
  expect(settings.config).toEqual({ ...started, UPLOAD_MAX_BYTES: 7_000_000, LOG_LEVEL: "warn" });
  expect((await part()).settings).toContainEqual({
    key: "uploads.max_bytes",
    value: 7_000_000,
    deployed: started.UPLOAD_MAX_BYTES,
    set: true,
  });

  const reset = await run("config.reset", { key: "uploads.max_bytes" });
  await followed(reset.version);
  expect(settings.config).toEqual({ ...started, LOG_LEVEL: "warn" });
  await until("the follower is known to have it", async () =>
    (await part()).followers.some(
      (one) => JSON.stringify(one) === JSON.stringify({ service: "uploads", instances: 1, version: reset.version }),
    ),
  );
});

it("takes one of two changes that were made of the same version", async () => {
  const { version } = await importAll({ "uploads.idle_seconds": 30 });
  const changes = [40, 50].map((value) =>
    run("config.update", { key: "uploads.idle_seconds", value, expected_version: version }),
  );
  const outcomes = await Promise.allSettled(changes);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "VERSION_STALE" } });
  expect((await part()).version).toBe(version + 1);
});

it("names everything that is wrong with a document, also what only contradicts what is deployed, and changes nothing", async () => {
  const before = (await part()).version;
  const wrong = documentOf({
    "queue.critical_depth": 50,
    "uploads.max_bytes": "much",
    "actions.limits": { "no.such_action": 3 },
    "actions.allowlists": { "queue.clear": ["10.0.0.1/8"] },
    "no.such": 1,
  });
  await expect(run("config.import", { document: wrong, mode: "merge" })).rejects.toMatchObject({
    code: "VALIDATION_ERROR",
    details: [
      { path: "document.settings.uploads.max_bytes" },
      { path: "document.settings.actions.allowlists.queue.clear.0" },
      { path: "document.settings.no.such" },
      { path: "document.settings.queue.critical_depth" },
      { path: "document.settings.actions.limits.no.such_action" },
    ],
  });
  expect((await part()).version).toBe(before);
});

it("brings a version back, and tells what each version changed, the newest first", async () => {
  const one = await importAll({ "uploads.idle_seconds": 31 });
  const two = await importAll({ "uploads.expire_seconds": 7200 });
  expect(await run("config.rollback", { version: one.version }, true)).toEqual({
    count: 2,
    first: ["uploads.expire_seconds", "uploads.idle_seconds"],
  });
  const back = await run("config.rollback", { version: one.version });
  expect(back.version).toBe(two.version + 1);
  await expect(run("config.rollback", { version: 9999 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const rowsOf = async (filters: Record<string, unknown>, cursor?: string) =>
    ask(readModel, sectionRowsQueries.system, {
      section: "config_versions",
      filters,
      page: { page: 1, per_page: 1, ...(cursor ? { cursor } : {}) },
    });
  const newest = await rowsOf({ key: "uploads.expire_seconds" });
  expect(newest.rows).toMatchObject([
    {
      version: back.version,
      action: "config.rollback",
      changes: [
        { key: "uploads.expire_seconds", before: 7200, after: null },
        { key: "uploads.idle_seconds", before: null, after: 31 },
      ],
    },
  ]);
  const next = await rowsOf({ key: "uploads.expire_seconds" }, newest.pagination.next_cursor ?? "");
  expect(next.rows).toMatchObject([{ version: two.version, action: "config.import" }]);
});

it("makes no version where nothing changes", async () => {
  const { version } = await importAll({ "flags.jobs_from_links": { enabled: true, percent: 25 } });
  const same = await run("config.set_flag", { flag: "jobs_from_links", enabled: true, percent: 25 });
  expect(same).toEqual({ version, changed: [] });
});
