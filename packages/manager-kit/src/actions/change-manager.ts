import type { AnyTx } from "@agentos/action-kit/completion";
import { AppError } from "@agentos/contracts/errors";
import type { ManagerName } from "@agentos/contracts/managers/managers";
import { transact } from "@agentos/database/transact";
import { sql } from "kysely";
import { tablesOf, type ManagerContext } from "../context.ts";
import type { ManagerRow, ManagerTx } from "../tables.ts";
import { wakeManager } from "../wake.ts";

export type Change = {
  /** The transaction, with the manager's row locked. */
  tx: ManagerTx;
  /** The same, for what ends the action. */
  action: AnyTx;
  row: ManagerRow & { is_paused: boolean };
};

/** Changes a manager's row; after the commit, all copies of the service look at it. Errors: NOT_FOUND; what `work` throws. */
export async function changeManager<T>(
  context: ManagerContext,
  manager: ManagerName,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  const result = await transact(tablesOf(context), async (tx) => {
    const row = await tx
      .selectFrom("managers")
      .selectAll()
      .select(sql<boolean>`paused and (paused_until is null or paused_until > now())`.as("is_paused"))
      .where("name", "=", manager)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new AppError("NOT_FOUND");
    return work({ tx, action: tx as unknown as AnyTx, row });
  });
  wakeManager(context, manager);
  return result;
}

/** Changes columns of a manager's row, and returns the row as it is then. */
export function setManager(tx: ManagerTx, manager: ManagerName) {
  return tx.updateTable("managers").where("name", "=", manager).returningAll();
}
