import { stageEntered } from "@agentos/contracts/events/jobs";
import type { claim, ClaimedTask } from "@agentos/contracts/messages/jobs";
import { lease } from "@agentos/contracts/limits";
import { stageByName, stageNames, type StageName } from "@agentos/contracts/stages/stages";
import type { z } from "zod";
import type { Context } from "../context.ts";
import { sqlFile } from "../db/sql.ts";
import { announce } from "../events.ts";
import { changeJobs, type Unit } from "../unit.ts";

type ClaimRequest = z.output<typeof claim.request>;
type Task = ClaimedTask & { user_id: string; version: number; waited_seconds: number };

const takeLocks = sqlFile("claim_locks");
const takeSteps = sqlFile<{ attempt_id: string }>("claim");
const takenBefore = sqlFile<{ attempt_id: string }>("claimed_again");
const readTasks = sqlFile<Task>("tasks");

/**
 * Gives a worker waiting steps of its stage, by priority and age, each as a new attempt with a lease. A request that was
 * answered before is answered again with what it still has of it.
 */
export async function claimSteps(context: Context, request: ClaimRequest): Promise<{ tasks: ClaimedTask[] }> {
  context.seenWorkers.saw(request.stage, request.worker_id);
  const tasks = await changeJobs(context, async (unit) => {
    await takeLocks(unit.tx, [request.request_id, request.stage]);
    const { stage, max, request_id, worker_id } = request;
    const taken = await takeSteps(unit.tx, [stage, max, request_id, worker_id, lease.seconds]);
    const again = taken.length > 0 ? [] : await takenBefore(unit.tx, [request_id, lease.seconds]);
    const ids = [...taken, ...again].map((row) => row.attempt_id);
    if (ids.length === 0) return [];
    const found = await readTasks(unit.tx, [ids, [...stageByName(stage).needs]]);
    if (taken.length > 0) for (const task of found) await announceEntry(unit, task, worker_id);
    return found;
  });
  return { tasks };
}

async function announceEntry(unit: Unit, task: Task, workerId: string): Promise<void> {
  const { job_id, user_id, run, stage, version, traceparent, tries, waited_seconds } = task;
  const job = { id: job_id, user_id, run, version, traceparent };
  const fields = { worker_id: workerId, attempt_id: task.attempt_id, waited_seconds };
  await announce(unit, enteredEvent(stage), job, { stage, tries }, { fields });
  unit.afterCommit(({ meters }) => {
    meters.claimed.inc({ stage });
    meters.waited.observe({ stage }, waited_seconds);
  });
}

function enteredEvent(stage: StageName) {
  const event = stageEntered[stageNames.indexOf(stage)];
  if (!event) throw new RangeError(`no event for the stage ${stage}`);
  return event;
}
