import type { LongAction, LongTask } from "@agentos/action-kit/long/long-action";
import { AppError } from "@agentos/contracts/errors";
import { sql } from "kysely";
import type { Client } from "pg";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { announceBackup } from "./announce.ts";
import { checkFiles, countFiles, type Finding } from "./check-files.ts";
import { contentOf, prepareSession } from "./copy.ts";
import { findBackup, readManifest } from "./find-backup.ts";
import { fullName } from "./list-tables.ts";
import { buildTables, constrainTables } from "./load-tables.ts";
import type { Manifest } from "./manifest.ts";
import { withScratch } from "./scratch.ts";

type Parts = Pick<Context, "db" | "config" | "store">;
type Task = LongTask<"system.verify_backup">;
const told = 100;

/** Restores a backup where nobody is, and compares it with what it was when it was made. */
export function verifyBackup(context: Parts): LongAction<"system.verify_backup"> {
  const { db, store } = context;
  return {
    check: async ({ payload }) => void (await findBackup(db, payload.backup_id)),
    async run(task) {
      const id = task.payload.backup_id;
      const backup = await findBackup(db, id);
      const content = await readManifest(store, backup).catch(unlessDamaged);
      const findings = content ? await findingsOf(context, task, content) : [manifestGone(id)];
      const result = {
        backup_id: id,
        whole: findings.length === 0,
        tables: backup.tables,
        rows: backup.row_count,
        objects: backup.objects,
        findings: findings.slice(0, told),
      };
      return { result, apply: (tx) => takeDown(tx as Tx, id, result.whole) };
    },
  };
}

async function findingsOf({ config, store }: Parts, task: Task, content: Manifest): Promise<Finding[]> {
  const { signal, progress } = task;
  const total = countFiles(content) + 2 * content.tables.length;
  let done = 0;
  const step = (): Promise<void> => progress((done += 1), total);
  const findings: Finding[] = [];
  for await (const finding of checkFiles(content, { store, signal, onFile: step })) findings.push(finding);
  // What cannot be read cannot be restored.
  if (findings.length > 0) return findings;
  return withScratch(config, { id: task.actionId, signal }, async (client) => {
    await prepareSession(client);
    await buildTables({ client, store, signal }, content.tables, step);
    const broken = await constrainTables(client, content.tables);
    return [
      ...broken.map((problem) => ({ path: "constraints", problem })),
      ...(await differences(client, content, step)),
    ];
  });
}

/** What is in the scratch database against what the manifest says. */
async function differences(client: Client, { tables }: Manifest, step: () => Promise<void>): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const table of tables) {
    const found = await contentOf(client, table);
    const path = fullName(table);
    if (found.rows !== table.rows) findings.push({ path, problem: `${found.rows} rows instead of ${table.rows}.` });
    else if (found.sha256 !== table.sha256) findings.push({ path, problem: "The checksum of its rows differs." });
    await step();
  }
  return findings;
}

async function takeDown(tx: Tx, id: string, whole: boolean): Promise<void> {
  const row = await tx
    .updateTable("backups")
    .set({ verified_at: sql<Date>`now()`, whole, version: sql<number>`version + 1` })
    .where("id", "=", id)
    .returning("version")
    .executeTakeFirst();
  if (row) await announceBackup(tx, "verified", { id, version: row.version });
}

function unlessDamaged(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== "BACKUP_DAMAGED") throw error;
}

function manifestGone(id: string): Finding {
  return { path: `backups/${id}/manifest.json`, problem: "It is gone, or has changed." };
}
