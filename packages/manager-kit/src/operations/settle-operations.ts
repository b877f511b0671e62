import { transact } from "@agentos/database/transact";
import type { AnyTx } from "@agentos/action-kit/completion";
import type { ManagerName } from "@agentos/contracts/managers/managers";
import { namesOf, tablesOf, type ManagerContext } from "../context.ts";
import { sqlFile } from "../sql-file.ts";
import type { ManagerRow, ManagerTx } from "../tables.ts";
import { endAction } from "./end-action.ts";

/** What is to be done about an action that waits; null: nothing yet. `leave`: this copy is to hand the lead over. */
type Step = "taken" | "alone" | "leave" | "stopped" | "paused";
type Waiting = { action_id: string; manager: ManagerName; from_instance: string | null; step: Step | null };

const waitingOperations = sqlFile<Waiting>("operations");

type End = (tx: AnyTx, operation: Waiting, row: ManagerRow) => Promise<void>;

/** How each step ends the action, with the manager's row locked. */
const ends: Record<Exclude<Step, "leave">, End> = {
  taken: (tx, { action_id, manager, from_instance }, { leader, generation }) =>
    endAction(tx, action_id, "manager.failover", {
      result: { manager, from: from_instance ?? "", to: leader ?? "", generation },
    }),
  async alone(tx, { action_id, manager }) {
    await (tx as unknown as ManagerTx)
      .updateTable("managers")
      .set({ leaving: null })
      .where("name", "=", manager)
      .execute();
    await endAction(tx, action_id, "manager.failover", { failed: "MANAGER_ALONE" });
  },
  stopped: (tx, { action_id }) =>
    endAction(tx, action_id, "manager.run_now", { failed: "CONFLICT", message: "The manager was stopped meanwhile." }),
  paused: (tx, { action_id }) =>
    endAction(tx, action_id, "manager.run_now", { failed: "CONFLICT", message: "The manager was paused meanwhile." }),
};

/**
 * Ends the actions whose effect is there, or cannot come any more. It reads all from rows, so that any copy goes on with what
 * another has begun. Returns the managers whose lead this copy is to hand over.
 */
export async function settleOperations(context: ManagerContext, instance: string): Promise<ManagerName[]> {
  const names = namesOf(context.owner);
  const leaving: ManagerName[] = [];
  for (const operation of await waitingOperations(tablesOf(context), [instance, names])) {
    if (operation.step === "leave") leaving.push(operation.manager);
    else if (operation.step !== null) await settle(context, operation, [instance, names]);
  }
  return leaving;
}

async function settle(context: ManagerContext, seen: Waiting, parameters: unknown[]): Promise<void> {
  await transact(tablesOf(context), async (tx) => {
    const row = await tx
      .selectFrom("managers")
      .selectAll()
      .where("name", "=", seen.manager)
      .forUpdate()
      .executeTakeFirstOrThrow();
    // Now that nobody can change the manager: is it still so?
    const operations = await waitingOperations(tx, parameters);
    const operation = operations.find(({ action_id }) => action_id === seen.action_id);
    if (!operation || operation.step === null || operation.step === "leave") return;
    await tx.deleteFrom("manager_operations").where("action_id", "=", operation.action_id).execute();
    await ends[operation.step](tx as unknown as AnyTx, operation, row);
  });
}
