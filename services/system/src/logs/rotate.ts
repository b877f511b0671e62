import type { ActionHandler } from "@agentos/action-kit/handler";
import { transact } from "@agentos/database/transact";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Db } from "../db/tables.ts";

/** Closes the part of the logs that lines go into, and opens a new one. Returns the number of the new one. */
export async function openPart(db: Db): Promise<number> {
  const { rows } = await sql<{ opened: number }>`select open_log_part() as opened`.execute(db);
  return rows[0]?.opened ?? 0;
}

/** Begins a new part of the logs. */
export function rotate({ db }: Pick<Context, "db">): ActionHandler<"logs.rotate"> {
  return {
    run: ({ complete }) =>
      transact(db, async (tx) => {
        const opened = await openPart(tx);
        const { id } = await tx
          .selectFrom("log_parts")
          .select((eb) => eb.fn.max("id").as("id"))
          .where("id", "<", opened)
          .executeTakeFirstOrThrow();
        return complete(tx, { closed: id, opened });
      }),
  };
}
