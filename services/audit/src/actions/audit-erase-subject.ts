import type { ActionHandler } from "@agentos/action-kit/handler";
import type { Context } from "../context.ts";
import { eraseSubject } from "../erase.ts";

/** Ids that a dry run tells. */
const told = 20;

/** Makes what the audit trail knows of a person unreadable. */
export function auditEraseSubject({ db }: Pick<Context, "db">): ActionHandler<"audit.erase_subject"> {
  return {
    async dryRun({ payload }) {
      const rows = await db
        .selectFrom("subject_keys")
        .select("id")
        .where("subject_id", "=", payload.user_id)
        .where("wrapped", "is not", null)
        .orderBy("id")
        .execute();
      return { count: rows.length, first: rows.slice(0, told).map(({ id }) => id) };
    },
    run: ({ payload, keep, complete }) =>
      db.transaction().execute(async (tx) => {
        await keep(tx);
        return complete(tx, { ...payload, keys_destroyed: await eraseSubject(tx, payload.user_id) });
      }),
  };
}
