import type { ManagerRunView } from "@agentos/contracts/managers/manager-view";
import type { ManagerRunsTable } from "./tables.ts";
import type { Selectable } from "kysely";

type Row = Omit<Selectable<ManagerRunsTable>, "manager" | "idle" | "started_at"> & { started_at: Date | string };

/** A run as it is told to others. */
export function runView(row: Row): ManagerRunView {
  const { id, instance, generation, trigger, outcome, counts, error, duration_ms, runs } = row;
  const started_at = new Date(row.started_at).toISOString();
  return { id, instance, generation, trigger, outcome, counts, error, started_at, duration_ms, runs };
}
