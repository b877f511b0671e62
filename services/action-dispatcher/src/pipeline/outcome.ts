import type { ActionReply } from "@agentos/contracts/actions/action-reply";
import { AppError, type ErrorCode } from "@agentos/contracts/errors";
import type { ActionRow, Db } from "../db/tables.ts";

/** An action as far as its end is concerned. */
export type EndedOrNot = Pick<ActionRow, "id" | "state" | "result" | "error_code" | "error_message">;

export function accepted(actionId: string): ActionReply {
  return { action_id: actionId, status: "accepted", result: null };
}

export function succeeded(actionId: string, result: unknown): ActionReply {
  return { action_id: actionId, status: "succeeded", result };
}

export function isOpen({ state }: Pick<ActionRow, "state">): boolean {
  return state === "running" || state === "held";
}

/** The reply to an action as its row has it; never `failed` for what may still happen. Errors: the one that it failed with. */
export function replyOf(row: EndedOrNot): ActionReply {
  if (row.error_code !== null) throw failureOf(row.error_code, row.error_message);
  return isOpen(row) ? accepted(row.id) : succeeded(row.id, row.result);
}

export function failureOf(code: ErrorCode, message: string | null): AppError {
  return new AppError(code, message ?? undefined, { outcome: "none" });
}

export async function readEnd(db: Db, actionId: string): Promise<EndedOrNot | undefined> {
  return db
    .selectFrom("actions")
    .select(["id", "state", "result", "error_code", "error_message"])
    .where("id", "=", actionId)
    .executeTakeFirst();
}
