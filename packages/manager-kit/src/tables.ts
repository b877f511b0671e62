import type { managerRun, runOutcomes } from "@agentos/contracts/managers/manager-view";
import type { ManagerName } from "@agentos/contracts/managers/managers";
import type { ColumnType, Generated, Kysely, Selectable, Transaction } from "kysely";
import type { z } from "zod";

type Json<T> = ColumnType<T, string | undefined, string>;
type NullableTime = ColumnType<Date | null, Date | null | undefined, Date | null>;

export type RunTrigger = z.output<typeof managerRun>["trigger"];
export type RunOutcome = (typeof runOutcomes)[number];
export type Counts = Record<string, number>;

export type ManagersTable = {
  name: ManagerName;
  enabled: boolean;
  paused: Generated<boolean>;
  paused_until: NullableTime;
  interval_seconds: number;
  settings: Json<Record<string, unknown>>;
  leader: string | null;
  lease_expires_at: NullableTime;
  generation: Generated<number>;
  leaving: string | null;
  running_since: NullableTime;
  next_run_at: Generated<Date>;
  consecutive_failures: Generated<number>;
  last_error: string | null;
  runs: Generated<number>;
  failures: Generated<number>;
  run_ms: Generated<number>;
  counts: Json<Counts>;
  stats_since: Generated<Date>;
};
export type ManagerRow = Selectable<ManagersTable>;

export type ManagerRunsTable = {
  id: string;
  manager: ManagerName;
  instance: string;
  generation: number;
  trigger: RunTrigger;
  outcome: RunOutcome;
  counts: Json<Counts>;
  error: string | null;
  started_at: Date;
  duration_ms: number;
  runs: Generated<number>;
  idle: boolean;
};

export type ManagerOperationsTable = {
  action_id: string;
  manager: ManagerName;
  kind: "run_now" | "failover";
  from_instance: string | null;
  deadline: NullableTime;
  run_id: string | null;
};

/** The tables of `schema/managers.sql`, in the schema of each owner. */
export type ManagerTables = {
  managers: ManagersTable;
  manager_runs: ManagerRunsTable;
  manager_instances: { instance: string; seen_at: Date };
  manager_operations: ManagerOperationsTable;
};

export type ManagerDb = Kysely<ManagerTables>;
export type ManagerTx = Transaction<ManagerTables>;
