import type { ColumnType, Generated } from "kysely";
import type { OperationColumns, OperationRow } from "../operations/tables.ts";

/** The table of long actions that are under way, in the schema of each owner that has such actions. */
export type LongTables = {
  long_operations: OperationColumns & {
    /** What a run has remembered for the next. */
    state: ColumnType<unknown, string | undefined, string>;
    /** How often it was begun. */
    runs: Generated<number>;
  };
};

export type LongOperation = OperationRow & { state: unknown; runs: number };
