import type { Heartbeat } from "@agentos/contracts/messages/fleet";
import type { Tx } from "../db/tables.ts";

const counted = ["done", "failed", "busy_seconds", "useful_seconds"] as const;

/** Adds what a worker has done since its last report to what its agent has done, and writes new failures down. */
export async function addWork(tx: Tx, report: Heartbeat, last: Heartbeat | undefined): Promise<void> {
  const grown = counted.filter((name) => report.figures[name] > (last?.figures[name] ?? 0));
  if (grown.length > 0) {
    await tx
      .updateTable("agents")
      .set((eb) =>
        Object.fromEntries(
          grown.map((name) => [name, eb(name, "+", report.figures[name] - (last?.figures[name] ?? 0))]),
        ),
      )
      .where("agent", "=", report.agent)
      .execute();
  }
  const known = new Set(last?.failures.map(({ attempt_id }) => attempt_id));
  const failures = report.failures.filter(({ attempt_id }) => !known.has(attempt_id));
  if (failures.length === 0) return;
  const { agent, worker_id } = report;
  await tx
    .insertInto("failures")
    .values(
      failures.map(({ attempt_id, job_id, error_code, at }) => ({
        attempt_id,
        agent,
        worker_id,
        job_id,
        error_code,
        at: new Date(at),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
