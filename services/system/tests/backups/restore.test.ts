import { randomUUID } from "node:crypto";
import { rm, writeFile, chmod } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { ActionName, PayloadOf } from "@agentos/contracts/actions/actions";
import { afterAll, beforeAll, expect, it } from "vitest";
import { backUpSystem } from "../../src/backups/make-backup.ts";
import { reset } from "../../src/backups/reset.ts";
import { restoreDatabase, restoreSystem } from "../../src/backups/restore.ts";
import { readSwitches } from "../../src/controls/switches.ts";
import { beginOperation, end, startWorld, taskOf, type Given, type World } from "./harness.ts";
import { addJobs, addUser } from "./jobs.ts";
import { stateOf } from "./state.ts";

let world: World;
let backup: string;
let state: Record<string, string>;
const [kept, disabled] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  world = await startWorld();
  await addJobs(world.admin, 25);
  await addUser(world.admin, kept);
  await addUser(world.admin, disabled);
  await world.store.put("jobs/one/clip.mp4", Readable.from(["a clip"]));
  ({ backup_id: backup } = await end(world.db, backUpSystem(world).run(taskOf({ include_media: true }))));
  state = await stateOf(world);
});
afterAll(() => world.close());

/** Carries a long action out, as the runner does: its row is there as long as it lasts. */
async function task<Name extends ActionName>(name: Name, payload: PayloadOf<Name>, given: Given = {}) {
  const actionId = await beginOperation(world, name);
  return taskOf<Name>(payload, { ...given, actionId });
}
const restore = async (id = backup) =>
  end(world.db, restoreSystem(world).run(await task("system.restore", { backup_id: id })));

it("brings a system that was reset back to what it was, byte for byte", async () => {
  const gone = await end(world.db, reset(world).run(await task("system.reset", { confirm: "RESET" })));
  expect(gone.objects).toBe(1);
  const { rows } = await world.admin.query(
    `select (select count(*) from jobs.jobs)::int as jobs, (select count(*) from jobs.events)::int as events,
       (select count(*) from identity.users)::int as users, (select count(*) from system.backups)::int as backups`,
  );
  expect(rows).toEqual([{ jobs: 0, events: 0, users: 2, backups: 1 }]);

  expect(await restore()).toMatchObject({ backup_id: backup, objects_put_back: 1, objects_missing: 0 });
  expect(await stateOf(world)).toEqual(state);
  expect(await text(await world.store.read("jobs/one/clip.mp4"))).toBe("a clip");
  expect((await readSwitches(world.db)).maintenance).toBeNull();
});

it("ends all sessions, tells those who follow access, and rolls back neither disabled accounts nor the audit trail", async () => {
  const late = randomUUID();
  await addUser(world.admin, late);
  await world.admin.query("update identity.users set disabled_at = now() where id = any ($1)", [[disabled, late]]);
  const session = randomUUID();
  await world.admin.query(
    "insert into identity.sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 h')",
    [session, kept],
  );
  const counts = async () =>
    (
      await world.admin.query(
        "select (select count(*) from audit.inbox)::int as inbox, (select count(*) from audit.subject_keys)::int as keys",
      )
    ).rows[0];
  const before = await counts();
  await restore();
  const { rows } = await world.admin.query("select id, disabled_at is not null as disabled from identity.users");
  expect(new Map(rows.map((row) => [row.id, row.disabled]))).toEqual(
    new Map([
      [kept, false],
      [disabled, true],
      [late, true],
    ]),
  );
  const told = await world.admin.query("select 1 from identity.access_changes where session_id = $1", [session]);
  expect(told.rowCount).toBe(1);
  expect((await world.admin.query("select 1 from identity.sessions")).rowCount).toBe(0);
  expect(await counts()).toEqual(before);
  const { rows: tallies } = await world.admin.query(
    "select sum(accounts)::int as n from identity.account_counts where disabled",
  );
  expect(tallies).toEqual([{ n: 2 }]);
  await world.admin.query("delete from identity.users where id = $1", [late]);
  await world.admin.query("update identity.users set disabled_at = null");
});

it("puts what ran back into its queue, and never gives a number twice", async () => {
  const step = "select id from jobs.steps order by id limit 1";
  await world.admin.query(
    `update jobs.steps set state = 'running', output = null, attempt_id = gen_random_uuid(), worker_id = 'w', lease_expires_at = now(), tries = 1
     where id = (${step})`,
  );
  const made = await end(world.db, backUpSystem(world).run(taskOf({ include_media: false })));
  await addJobs(world.admin, 3);
  const last = await world.admin.query("select max(seq) as seq from jobs.events");
  await restore(made.backup_id);
  const { rows } = await world.admin.query(`select state, attempt_id, tries from jobs.steps where id = (${step})`);
  expect(rows).toEqual([{ state: "waiting", attempt_id: null, tries: 0 }]);
  await addJobs(world.admin, 1);
  const next = await world.admin.query("select max(seq) as seq from jobs.events");
  expect(Number(next.rows[0].seq)).toBeGreaterThan(Number(last.rows[0].seq));
});

it("puts the settings of then in force as a new version, and rolls back no version", async () => {
  const setting = (version: number, settings: object) =>
    world.admin.query(
      `insert into system.config_versions (version, settings, changes, action, action_id, author)
       values ($1, $2, '[]', 'config.update', gen_random_uuid(), gen_random_uuid())`,
      [version, JSON.stringify(settings)],
    );
  const versions = async () =>
    (
      await world.admin.query(
        "select version::int, settings, changes, action from system.config_versions order by version",
      )
    ).rows;
  await setting(1, { one: 1, two: 2 });
  const made = await end(world.db, backUpSystem(world).run(taskOf({ include_media: false })));
  await setting(2, { one: 5, three: 3 });
  const before = await versions();
  await restore(made.backup_id);
  const changes = [
    { key: "one", before: 5, after: 1 },
    { key: "three", before: 3, after: null },
    { key: "two", before: null, after: 2 },
  ];
  expect(await versions()).toEqual([
    ...before,
    { version: 3, settings: { one: 1, two: 2 }, changes, action: "system.restore" },
  ]);
  await world.admin.query("delete from system.config_versions");
});

it("leaves everything as it is where it is killed or aborted half way, and is as the backup once it is begun anew", async () => {
  await restore();
  await addJobs(world.admin, 2);
  const before = await stateOf(world);
  // The connection is cut at each table in turn: what is done then stands in no other than the old state.
  for (const at of [3, 9, 15]) {
    let steps = 0;
    const onProgress = async (): Promise<void> => {
      if ((steps += 1) !== at) return;
      await world.admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'system maintenance' and datname = current_database()",
      );
    };
    const cut = await task(
      "database.restore",
      { backup_id: backup },
      { onProgress, remembered: { closed: true, committed: false } },
    );
    await expect(restoreDatabase(world).run(cut)).rejects.toThrow(/terminat|connection/i);
    expect(await stateOf(world)).toEqual(before);
  }
  await restore();
  expect(await stateOf(world)).toEqual(state);
});

it("is not done twice where it was committed, nor for an action that has ended", async () => {
  await addJobs(world.admin, 1);
  const before = await stateOf(world);
  const again = await task("system.restore", { backup_id: backup }, { remembered: { closed: true, committed: true } });
  await end(world.db, restoreSystem(world).run(again));
  expect(await stateOf(world)).toEqual(before);
  await expect(restoreSystem(world).run(taskOf({ backup_id: backup }))).rejects.toThrow("ended already");
  expect(await stateOf(world)).toEqual(before);
});

it("refuses a damaged backup before anything is touched", async () => {
  const { backup_id: id } = await end(world.db, backUpSystem(world).run(taskOf({ include_media: true })));
  await addJobs(world.admin, 1);
  const before = await stateOf(world);
  const file = path.join(world.folder, "output/backups", id, "media/jobs/one/clip.mp4");
  await chmod(file, 0o640);
  await writeFile(file, "b clip");
  await expect(restore(id)).rejects.toMatchObject({ code: "BACKUP_DAMAGED" });
  await rm(path.join(world.folder, "output/backups", id, "manifest.json"));
  await expect(restoreSystem(world).dryRun(taskOf<"system.restore">({ backup_id: id }))).rejects.toMatchObject({
    code: "BACKUP_DAMAGED",
  });
  expect(await stateOf(world)).toEqual(before);
  expect((await readSwitches(world.db)).maintenance).toBeNull();
});

it("refuses a backup of another version of the system", async () => {
  await world.admin.query("insert into jobs.schema_migration (name, timestamp) values ('9999_later', '')");
  const before = await stateOf(world);
  await expect(restore()).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await stateOf(world)).toEqual(before);
  await world.admin.query("delete from jobs.schema_migration where name = '9999_later'");
});
