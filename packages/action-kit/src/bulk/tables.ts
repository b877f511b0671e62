import type { ErrorCode } from "@agentos/contracts/errors";
import type { Actor } from "@agentos/contracts/messages/actions";
import type { ColumnType, Generated, Selectable } from "kysely";

/**
 * The tables of actions on many things that are under way, in the schema of each owner that has such actions. An operation goes
 * with its items when its action ends: then the action's row has the outcome.
 */
export type BulkTables = {
  bulk_operations: {
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
  bulk_items: {
    action_id: string;
    position: number;
    item_id: string;
    /** Null while it is still to be done. */
    outcome: "done" | "failed" | "skipped" | null;
    error_code: ErrorCode | null;
  };
};

export type OperationRow = Selectable<BulkTables["bulk_operations"]>;
