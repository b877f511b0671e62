import { workerOffline, workerOnline, workerTested } from "@agentos/contracts/events/fleet";
import type { Directives, Heartbeat } from "@agentos/contracts/messages/fleet";
import { sql } from "kysely";
import { announce, changeFleet, type Change } from "../change.ts";
import type { Context } from "../context.ts";
import type { WorkerRow } from "../db/tables.ts";
import { nextTold } from "../domain/told-figures.ts";
import { addWork } from "./add-work.ts";
import { agentOf } from "./agents.ts";
import { directivesOf } from "./directives.ts";
import { registerWorker } from "./register-worker.ts";

/** Takes a worker's report down, and answers with what it is to be. */
export async function takeHeartbeat(context: Context, report: Heartbeat): Promise<Directives> {
  context.meters.heartbeats.inc({ agent: report.agent });
  try {
    const directives = await takeDown(context, report);
    context.reports.ring();
    return directives;
  } catch (error) {
    context.hearing.deaf();
    throw error;
  }
}

function takeDown(context: Context, report: Heartbeat): Promise<Directives> {
  return changeFleet(context, async (change) => {
    const known = await change.tx
      .selectFrom("workers")
      .selectAll()
      .where("worker_id", "=", report.worker_id)
      .forUpdate()
      .executeTakeFirst();
    const worker = known ? await update(change, known, report) : await registerWorker(change, report);
    await addWork(change.tx, report, known?.report);
    return directivesOf(await agentOf(change.tx, report.agent), worker, report.self_test);
  });
}

async function update(change: Change, known: WorkerRow, report: Heartbeat): Promise<WorkerRow> {
  const cameBack = known.offline_reason !== null && !report.leaving;
  const leaves = known.offline_reason === null && report.leaving;
  const tested = report.self_test !== null && report.self_test.id !== known.report.self_test?.id;
  const worker = await change.tx
    .updateTable("workers")
    .set((eb) => ({
      report: JSON.stringify(report),
      told: JSON.stringify(nextTold(known.told, report.figures)),
      last_seen_at: sql<Date>`clock_timestamp()`,
      offline_reason: leaves ? "left" : cameBack ? null : known.offline_reason,
      version: eb("version", "+", Number(cameBack || leaves || tested)),
    }))
    .where("worker_id", "=", known.worker_id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const { worker_id, agent, slot, version } = worker;
  const subject = { id: worker_id, version };
  if (cameBack) await announce(change, workerOnline, subject, { worker_id, agent, slot });
  if (leaves) await announce(change, workerOffline, subject, { worker_id, agent, slot, reason: "left" });
  if (tested)
    await announce(change, workerTested, subject, { worker_id, agent, slot, ok: report.self_test?.ok === true });
  return worker;
}
