import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Ended } from "@agentos/action-kit/completion";
import { transact } from "@agentos/database/transact";
import type { Context } from "../context.ts";
import { findBackup } from "./find-backup.ts";
import { markForRemoval, removeMarked } from "./remove-backup.ts";

/** Removes a backup with all of its files. What is interrupted is gone on with by the storage janitor. */
export function deleteBackup(context: Pick<Context, "db" | "store">): ActionHandler<"system.delete_backup"> {
  return {
    async run({ payload, complete, keep }) {
      const id = payload.backup_id;
      await findBackup(context.db, id);
      await transact(context.db, async (tx) => {
        await keep(tx);
        await markForRemoval(tx, id);
      });
      let ended: Ended | undefined;
      await removeMarked(context, id, async (tx, files) => {
        ended = await complete(tx, { backup_id: id, files });
      });
      return ended as Ended;
    },
  };
}
