import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { LongAction, LongEnd, LongTask } from "@agentos/action-kit/long/long-action";
import type { BackupView } from "@agentos/contracts/backups/backup";
import { withMaintenance } from "../care/maintenance.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { dumpTables } from "./dump-tables.ts";
import { keysOf } from "./keys.ts";
import { listObjects } from "./list-objects.ts";
import type { Manifest } from "./manifest.ts";
import { announceBackup } from "./announce.ts";

type Parts = Pick<Context, "config" | "store">;
type Kind = { kind: BackupView["kind"]; label: string | null; media: boolean };
type Names = "system.backup" | "database.backup";
type Task = Pick<LongTask<Names>, "actionId" | "signal" | "progress" | "actor">;

/** Backs everything up. */
export function backUpSystem(context: Parts): LongAction<"system.backup"> {
  return {
    run: (task) => makeBackup(context, task, { kind: "system", label: null, media: task.payload.include_media }),
  };
}

/** Backs the database up alone. */
export function backUpDatabase(context: Parts): LongAction<"database.backup"> {
  return { run: (task) => makeBackup(context, task, { kind: "database", label: task.payload.label, media: false }) };
}

/** Its files are written anew when it is begun anew; nobody sees the backup before its end. */
async function makeBackup(context: Parts, task: Task, kind: Kind): Promise<LongEnd<Names>> {
  const { store } = context;
  const id = task.actionId;
  await store.remove(keysOf(id).folder);
  try {
    const written = await writeBackup(context, task, kind);
    const made = {
      backup_id: id,
      kind: kind.kind,
      tables: written.manifest.tables.length,
      rows: written.manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      objects: written.manifest.objects?.count ?? 0,
      bytes: written.bytes,
      sha256: written.sha256,
    };
    return { result: made, apply: (tx) => insertBackup(tx as Tx, task, kind, made) };
  } catch (error) {
    // Whoever begins it anew writes it anew.
    await store.remove(keysOf(id).folder).catch(() => 0);
    throw error;
  }
}

type Written = { manifest: Manifest; bytes: number; sha256: string };

async function writeBackup(
  { config, store }: Parts,
  { actionId: id, signal, progress }: Task,
  { kind, media }: Kind,
): Promise<Written> {
  let tables = 0;
  const dump = await withMaintenance(config, signal, (client) =>
    dumpTables({ client, store, id, onTable: (done, of) => progress(done, (tables = of)) }),
  );
  let objects = 0;
  // How many objects there are is not known before they are listed.
  const onObject = (): Promise<void> => progress(tables + (objects += 1), tables + objects + 1);
  const list = kind === "system" ? await listObjects({ store, id, media, signal, onObject }) : null;
  const manifest: Manifest = { format: 1, id, kind, ...dump, objects: list };
  const text = Buffer.from(JSON.stringify(manifest));
  await store.put(keysOf(id).manifest, Readable.from([text]));
  let bytes = 0;
  for await (const object of store.list(keysOf(id).folder)) bytes += object.bytes;
  return { manifest, bytes, sha256: createHash("sha256").update(text).digest("hex") };
}

async function insertBackup(
  tx: Tx,
  { actionId, actor }: Task,
  kind: Kind,
  made: LongEnd<Names>["result"],
): Promise<void> {
  await tx
    .insertInto("backups")
    .values({
      id: actionId,
      kind: kind.kind,
      label: kind.label,
      media: kind.media,
      manifest_sha256: made.sha256,
      tables: made.tables,
      row_count: made.rows,
      objects: made.objects,
      bytes: made.bytes,
      created_by: actor.user_id,
    })
    .execute();
  await announceBackup(tx, "made", { id: actionId, version: 1 });
}
