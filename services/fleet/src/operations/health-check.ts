import type { ErrorCode } from "@agentos/contracts/errors";
import { z } from "zod";
import type { WorkerRow } from "../db/tables.ts";
import { itemsOf, type Item } from "./items.ts";
import { defineOperation } from "./operation.ts";

/** Each of these workers has reported a self-test that was made for this action. */
export const healthCheck = defineOperation({
  wish: z.object({ worker_ids: z.array(z.string()) }),
  async advance({ db }, wish, { overdue, abort }, actionId) {
    const rows = await db.selectFrom("workers").selectAll().where("worker_id", "in", wish.worker_ids).execute();
    const items = wish.worker_ids.map((id): Item => judge(id, rows, actionId));
    const total = items.length;
    const done = items.filter(({ outcome }) => outcome !== null).length;
    if (done < total && !overdue && !abort) return { state: "waiting", wish, progress: { done, total } };
    const missing = abort ? ({ outcome: "skipped", error_code: null } as const) : failedWith("TIMEOUT");
    return { state: "done", result: itemsOf(items.map((item) => (item.outcome ? item : { ...item, ...missing }))) };
  },
});

function judge(id: string, rows: readonly WorkerRow[], actionId: string): Item {
  const worker = rows.find(({ worker_id }) => worker_id === id);
  if (!worker || worker.offline_reason !== null) return { id, ...failedWith("WORKER_LOST") };
  const report = worker.report.self_test;
  if (report?.id !== actionId) return { id, outcome: null, error_code: null };
  return report.ok
    ? { id, outcome: "done", error_code: null }
    : { id, ...failedWith(report.error_code ?? "STAGE_FAILED") };
}

function failedWith(error_code: ErrorCode): Pick<Item, "outcome" | "error_code"> {
  return { outcome: "failed", error_code };
}
