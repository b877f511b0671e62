import type { LongAction, LongEnd, LongTask } from "@agentos/action-kit/long/long-action";
import { AppError } from "@agentos/contracts/errors";
import { sql } from "kysely";
import { withMaintenance } from "../care/maintenance.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { announceBackup } from "./announce.ts";
import { changeEverything } from "./change-everything.ts";
import { checkFiles, countFiles } from "./check-files.ts";
import { recall, withDoorsClosed } from "./close-doors.ts";
import { damaged, findBackup, readManifest } from "./find-backup.ts";
import { fullName, schemaVersions } from "./list-tables.ts";
import type { Manifest } from "./manifest.ts";
import { putBack } from "./put-back.ts";
import { putObjectsBack, type ObjectsBack } from "./put-objects-back.ts";

type Parts = Pick<Context, "db" | "config" | "store" | "nc" | "log">;
type Names = "system.restore" | "database.restore";
const first = 20;

/** Puts everything back: first the files, then all tables in one transaction. */
export function restoreSystem(context: Parts): LongAction<"system.restore"> {
  return restorer(context, true);
}

/** Puts the database back and leaves the media alone. */
export function restoreDatabase(context: Parts): LongAction<"database.restore"> {
  return restorer(context, false);
}

function restorer(context: Parts, withObjects: boolean): LongAction<Names> {
  const find = async (id: string): Promise<Manifest> => {
    const backup = await findBackup(context.db, id);
    if (withObjects && backup.kind !== "system")
      throw new AppError("CONFLICT", "This backup is of the database alone. Restore the database with it.");
    return readManifest(context.store, backup);
  };
  return {
    check: async ({ payload }) => void (await find(payload.backup_id)),
    async dryRun({ payload }) {
      const { tables } = await find(payload.backup_id);
      return { count: tables.length, first: tables.slice(0, first).map(fullName) };
    },
    async run(task) {
      const content = await find(task.payload.backup_id);
      await refuseDamaged(context, task, content);
      return restoreFrom(context, task, withObjects ? content : { ...content, objects: null });
    },
  };
}

/** Nothing is touched before every file of the backup is known to be whole, and its tables to be those of this version. */
async function refuseDamaged({ config, store }: Parts, task: LongTask<Names>, content: Manifest): Promise<void> {
  if (recall(task)) return;
  const { signal, progress } = task;
  await withMaintenance(config, signal, async (client) => {
    if (JSON.stringify(await schemaVersions(client)) !== JSON.stringify(content.schemas))
      throw new AppError(
        "CONFLICT",
        "This backup was made by another version of the system, whose tables were others.",
      );
  });
  const files = countFiles(content);
  let checked = 0;
  const onFile = (): Promise<void> => progress((checked += 1), files + content.tables.length);
  for await (const { path, problem } of checkFiles(content, { store, signal, onFile }))
    throw damaged(`${path}: ${problem}`);
}

function restoreFrom(context: Parts, task: LongTask<Names>, content: Manifest): Promise<LongEnd<Names>> {
  const { config, store } = context;
  const { actionId, signal, progress } = task;
  const total = (content.objects?.count ?? 0) + content.tables.length;
  let done = 0;
  const step = (): Promise<void> => progress(Math.min((done += 1), total), total);
  return withDoorsClosed(context, task, async (memory) => {
    const objects: ObjectsBack = await putObjectsBack(content, { store, signal, onObject: step });
    if (!memory.committed)
      await changeEverything(config, { actionId, signal, memory }, (client) =>
        putBack({ client, store, signal, onTable: step }, content),
      );
    const result = {
      backup_id: content.id,
      tables: content.tables.length,
      rows: content.tables.reduce((sum, table) => sum + table.rows, 0),
      ...objects,
    };
    return { result, apply: (tx) => tellRestored(tx as Tx, content.id) };
  });
}

async function tellRestored(tx: Tx, id: string): Promise<void> {
  const row = await tx
    .updateTable("backups")
    .set({ version: sql<number>`version + 1` })
    .where("id", "=", id)
    .returning("version")
    .executeTakeFirst();
  if (row) await announceBackup(tx, "restored", { id, version: row.version });
}
