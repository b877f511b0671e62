import type { actionView } from "@agentos/contracts/actions/action-reply";
import type { z } from "zod";
import type { ActionRow, Db } from "./tables.ts";

type View = z.input<typeof actionView>;

const recent = 50;

/** The latest fifty. */
export async function readActions(db: Db): Promise<View[]> {
  const newest = db.selectFrom("actions").selectAll().orderBy("created_at", "desc").orderBy("id", "desc");
  return (await newest.limit(recent).execute()).map(viewOf);
}

/** The action of that id, if there is one. */
export async function readAction(db: Db, actionId: string): Promise<View[]> {
  return (await db.selectFrom("actions").selectAll().where("id", "=", actionId).execute()).map(viewOf);
}

/** An action as its status tells. */
export function viewOf(row: ActionRow): View {
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
