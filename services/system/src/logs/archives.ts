import type { z } from "zod";
import type { logArchive } from "@agentos/contracts/snapshot/parts/system-logs";
import type { Db } from "../db/tables.ts";

const shown = 10;

/** The files that an action has written; without one, the newest of all. */
export async function viewArchives(
  db: Db,
  { actionId }: { actionId?: string } = {},
): Promise<z.input<typeof logArchive>[]> {
  const files = db.selectFrom("log_archives").select(["key", "lines", "bytes", "sha256", "first_at", "last_at"]);
  const rows =
    actionId === undefined
      ? await files.orderBy("made_at", "desc").limit(shown).execute()
      : await files.where("action_id", "=", actionId).orderBy("made_at").execute();
  return rows.map(({ first_at, last_at, ...file }) => ({
    ...file,
    first_at: first_at.toISOString(),
    last_at: last_at.toISOString(),
  }));
}
