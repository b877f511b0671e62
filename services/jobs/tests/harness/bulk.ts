import type { ItemOutcomes } from "@agentos/action-kit/bulk/bulk-action";
import { Client } from "pg";
import type { Acting } from "./acting.ts";
import { until } from "./until.ts";

/** Waits for the end of an action that was held, and gives its result. */
export async function outcomeOf(acting: Acting, actionId: string): Promise<ItemOutcomes> {
  return until("the end of the action", async () => {
    const row = await acting.action(actionId);
    return row.state === "done" && (row.result as ItemOutcomes);
  });
}

/** Holds a job's row in a transaction of its own, so that whoever changes the job waits. Returns what lets it go. */
export async function holdJob(acting: Acting, jobId: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: acting.service.stack.database.adminUrl });
  await client.connect();
  await client.query("begin");
  await client.query("select from jobs.jobs where id = $1 for update", [jobId]);
  return () => client.end();
}

/** Waits until a statement of the service's waits for a lock. */
export async function untilBlocked(acting: Acting): Promise<void> {
  await until("a statement that waits for a lock", async () => {
    const { rows } = await acting.admin.query(
      `select from pg_stat_activity where datname = current_database() and usename = 'jobs' and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  });
}

/** Ends all connections of the service. */
export async function cutConnections(acting: Acting): Promise<void> {
  await acting.admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'jobs'`,
  );
}
