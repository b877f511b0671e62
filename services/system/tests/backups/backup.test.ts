import { randomUUID } from "node:crypto";
import { readdir, chmod, utimes, writeFile, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { removeExpiredBackups } from "../../src/backups/expired-backups.ts";
import { findBackup } from "../../src/backups/find-backup.ts";
import { backUpDatabase, backUpSystem } from "../../src/backups/make-backup.ts";
import { verifyBackup } from "../../src/backups/verify-backup.ts";
import { end, startWorld, taskOf, type World } from "./harness.ts";
import { addJobs } from "./jobs.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await addJobs(world.admin, 25);
  await world.store.put("jobs/one/clip.mp4", Readable.from(["a clip"]));
  await world.store.put("uploads/one/source", Readable.from(["a video"]));
  await world.store.put("exports/one.csv", Readable.from(["somebody's file"]));
});
afterAll(() => world.close());

const backUp = (media: boolean) => end(world.db, backUpSystem(world).run(taskOf({ include_media: media })));
const verify = (id: string) => end(world.db, verifyBackup(world).run(taskOf({ backup_id: id })));

it("has every row and object, and verifies in a scratch database that is gone afterwards", async () => {
  const made = await backUp(true);
  expect(made).toMatchObject({ kind: "system", objects: 2 });
  expect(made.rows).toBeGreaterThanOrEqual(25 * 8);
  expect(await verify(made.backup_id)).toMatchObject({ whole: true, findings: [], rows: made.rows, objects: 2 });
  const { rows } = await world.admin.query(
    "select whole, verified_at is not null as verified from system.backups where id = $1",
    [made.backup_id],
  );
  expect(rows).toEqual([{ whole: true, verified: true }]);
  const left = await world.admin.query("select datname from pg_database where datname like 'scratch%'");
  expect(left.rows).toEqual([]);
});

it("is of one moment, whatever is written meanwhile", async () => {
  let added = 0;
  const task = taskOf<"database.backup">({ label: "busy" }, { onProgress: () => addJobs(world.admin, (added += 1)) });
  const made = await end(world.db, backUpDatabase(world).run(task));
  expect(added).toBeGreaterThan(10);
  // References between tables hold only where all are of the same moment.
  expect(await verify(made.backup_id)).toMatchObject({ whole: true });
});

it("says what is damaged: a changed file, one that is gone, a changed list, a changed manifest", async () => {
  const { backup_id: id } = await backUp(true);
  const folder = path.join(world.folder, "output/backups", id);
  const spoil = async (file: string, text: string | null): Promise<unknown> => {
    const place = path.join(folder, file);
    if (text === null) return rm(place);
    await chmod(place, 0o640);
    return writeFile(place, text);
  };
  await spoil("media/jobs/one/clip.mp4", "b clip");
  await spoil("tables/jobs.clips.gz", null);
  expect(await verify(id)).toMatchObject({
    whole: false,
    findings: [
      { path: `backups/${id}/tables/jobs.clips.gz`, problem: "It is gone." },
      { path: `backups/${id}/media/jobs/one/clip.mp4`, problem: "Its checksum differs." },
    ],
  });
  await spoil("objects.ndjson.gz", "nothing");
  expect(await verify(id)).toMatchObject({ whole: false });
  await spoil("manifest.json", "{}");
  expect(await verify(id)).toMatchObject({ whole: false, findings: [{ path: `backups/${id}/manifest.json` }] });
});

it("leaves nothing behind when it is aborted", async () => {
  const stop = new AbortController();
  const before = await readdir(path.join(world.folder, "output/backups"));
  let steps = 0;
  const onProgress = (): void => {
    if ((steps += 1) === 10) stop.abort(new Error("somebody wants it to stop"));
  };
  const task = taskOf<"system.backup">({ include_media: true }, { signal: stop.signal, onProgress });
  await expect(backUpSystem(world).run(task)).rejects.toThrow("somebody wants it to stop");
  expect(await readdir(path.join(world.folder, "output/backups"))).toEqual(before);
});

it("has no secrets and nothing of persons who were erased", async () => {
  const { backup_id: id } = await backUp(false);
  const files = await readdir(path.join(world.folder, "output/backups", id, "tables"));
  expect(files).toContain("identity.users.gz");
  expect(files.filter((file) => /^(audit|action_dispatcher)\.|keys|tokens|sessions/.test(file))).toEqual([]);
});

it("goes when it is deleted, when there are too many, and when nothing came of it", async () => {
  const folders = async () => (await readdir(path.join(world.folder, "output/backups"))).toSorted();
  const made: string[] = [];
  for (let count = 0; count < 4; count += 1) made.push((await backUp(false)).backup_id);
  await world.store.put(`backups/${randomUUID()}/tables/left.gz`, Readable.from(["left"]));
  const signal = new AbortController().signal;
  await removeExpiredBackups(world, signal);
  const left = (await folders()).filter((id) => !made.includes(id));
  expect(left).toHaveLength(1);
  expect(await folders()).toEqual([...left, ...made.slice(1)].toSorted());
  // What was left today may be under way.
  const file = path.join(world.folder, "output/backups", left[0] ?? "", "tables/left.gz");
  await utimes(file, 0, 0);
  await world.admin.query("update system.backups set state = 'deleting' where id = $1", [made[3]]);
  await expect(findBackup(world.db, made[3] ?? "")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await removeExpiredBackups(world, signal);
  expect(await folders()).toEqual(made.slice(1, 3).toSorted());
  const { rows } = await world.admin.query("select id from system.backups");
  expect(rows.map((row) => row.id).toSorted()).toEqual(made.slice(1, 3).toSorted());
});
