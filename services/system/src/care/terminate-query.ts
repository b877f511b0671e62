import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import { pause } from "@agentos/service-kit/loop";
import type { Client } from "pg";
import type { Context } from "../context.ts";
import { withMaintenance } from "./maintenance.ts";

/** Milliseconds that the end of a statement is waited for, and between two looks. */
const endsWithinMs = 5000;
const lookEveryMs = 20;

type Backend = { role: string; application: string; state: string; seconds: number; begun: string };

/** Ends what somebody else's connection is doing. Our own are refused: they carry this very action, and those that take their time. */
export function terminateQuery({
  config,
  db,
}: Pick<Context, "config" | "db">): ActionHandler<"database.terminate_query"> {
  return {
    run: ({ payload: { pid }, keep, complete }) =>
      db.transaction().execute(async (tx) => {
        await keep(tx);
        const signal = AbortSignal.timeout(2 * endsWithinMs);
        const result = await withMaintenance(config, signal, async (client) => {
          const backend = await backendOf(client, pid);
          if (!backend) throw new AppError("NOT_FOUND", `There is no connection ${pid} to this database.`);
          if (await isOurs(client, backend)) {
            throw new AppError(
              "CONFLICT",
              "This is a connection of the service that would end it. Abort the action instead.",
            );
          }
          const ended = await end(client, pid, backend);
          return { pid, ended, role: backend.role, seconds: backend.seconds };
        });
        return complete(tx, result);
      }),
  };
}

async function end(client: Client, pid: number, { state, begun }: Backend): Promise<"statement" | "connection"> {
  if (state === "idle") throw new AppError("CONFLICT", `The connection ${pid} is doing nothing.`);
  const runs = state === "active";
  await client.query(runs ? "select pg_cancel_backend($1)" : "select pg_terminate_backend($1)", [pid]);
  const signal = AbortSignal.timeout(endsWithinMs);
  while (!signal.aborted) {
    const now = await backendOf(client, pid);
    if (!now || now.begun !== begun || (runs && now.state !== "active")) return runs ? "statement" : "connection";
    await pause(lookEveryMs, signal);
  }
  throw new AppError("NOT_CONVERGED", `The connection ${pid} was told to stop and goes on.`, { outcome: "unknown" });
}

async function backendOf(client: Client, pid: number): Promise<Backend | undefined> {
  const { rows } = await client.query<Backend>(
    `select usename as role, application_name as application, coalesce(state, '') as state,
       coalesce(extract(epoch from clock_timestamp() - coalesce(xact_start, query_start)), 0)::float8 as seconds,
       coalesce(query_start, backend_start)::text as begun
     from pg_stat_activity
     where pid = $1 and datname = current_database() and backend_type = 'client backend'`,
    [pid],
  );
  return rows[0];
}

/** Those of the service's own role, and of the one that it cares for the database with. */
async function isOurs(client: Client, { role }: Backend): Promise<boolean> {
  const { rows } = await client.query<{ ours: boolean }>("select $1 in (current_user, 'system') as ours", [role]);
  return rows[0]?.ours ?? true;
}
