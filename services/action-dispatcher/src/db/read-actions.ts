import type { actionView } from "@agentos/contracts/actions/action-request";
import type { z } from "zod";
import type { ActionRow, Db } from "./tables.ts";

const recent = 50;

/** One action, or the latest fifty. */
export async function readActions(db: Db, actionId: string | undefined): Promise<z.input<typeof actionView>[]> {
  const all = db.selectFrom("actions").selectAll().orderBy("created_at", "desc").orderBy("id", "desc").limit(recent);
  const rows = await (actionId === undefined ? all : all.where("id", "=", actionId)).execute();
  return rows.map(view);
}

function view(row: ActionRow): z.input<typeof actionView> {
  return {
    action_id: row.id,
    action: row.action,
    user_id: row.user_id,
    state: row.state,
    progress: row.progress_total === null ? null : { done: row.progress_done ?? 0, total: row.progress_total },
    abort_requested: row.abort_requested_at !== null,
    result: row.result,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? "" },
    trace_id: row.traceparent.split("-")[1] ?? "",
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
    duration_ms: row.finished_at === null ? null : row.finished_at.getTime() - row.created_at.getTime(),
  };
}
