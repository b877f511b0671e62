import type { Actor } from "@agentos/contracts/messages/actions";
import type { ColumnType, Generated, Selectable } from "kysely";

/** An action that was begun and goes on, in a table of its owner. It goes when the action ends: then the action's row has the outcome. */
export type OperationColumns = {
  action_id: string;
  action: string;
  payload: ColumnType<unknown, string, never>;
  actor: ColumnType<Actor, string, never>;
  reason: string | null;
  traceparent: string;
  /** Who works on it: a new one for each time that it is taken on. */
  lease_id: string;
  lease_expires_at: ColumnType<Date, Date, Date>;
  created_at: Generated<Date>;
};

export type OperationRow = Selectable<OperationColumns>;

/** The tables that operations are in: of actions on many things, and of long ones. */
export type OperationTable = "bulk_operations" | "long_operations";
