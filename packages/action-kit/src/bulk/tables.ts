import type { ErrorCode } from "@agentos/contracts/errors";
import type { OperationColumns } from "../operations/tables.ts";

/**
 * The tables of actions on many things that are under way, in the schema of each owner that has such actions. An operation goes
 * with its items when its action ends.
 */
export type BulkTables = {
  bulk_operations: OperationColumns;
  bulk_items: {
    action_id: string;
    position: number;
    item_id: string;
    /** Null while it is still to be done. */
    outcome: "done" | "failed" | "skipped" | null;
    error_code: ErrorCode | null;
  };
};
