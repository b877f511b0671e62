import { describeError, type ErrorCode } from "@agentos/contracts/errors";
import type { StageName } from "@agentos/contracts/stages/stages";
import { sql } from "kysely";
import type { Db } from "./tables.ts";

type Line = {
  at: Date;
  what: string;
  worker_id: string | null;
  job_id: string | null;
  error_code: ErrorCode | null;
  message: string;
};

/** What happened to an agent and its workers, and which of their attempts failed; newest first. */
export async function readLog(db: Db, agent: StageName, limit: number): Promise<Line[]> {
  const [events, failures] = await Promise.all([
    db
      .selectFrom("events")
      .select(["name", "payload", "created_at"])
      .where(sql<string>`payload ->> 'agent'`, "=", agent)
      .orderBy("seq", "desc")
      .limit(limit)
      .execute(),
    db.selectFrom("failures").selectAll().where("agent", "=", agent).orderBy("at", "desc").limit(limit).execute(),
  ]);
  const lines = [
    ...events.map(({ name, payload, created_at }) => fromEvent(name, payload as EventPayload, created_at)),
    ...failures.map(({ at, worker_id, job_id, error_code }) => ({
      at,
      what: "attempt:failed",
      worker_id,
      job_id,
      error_code,
      message: describeError(error_code).says,
    })),
  ];
  return lines.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, limit);
}

type EventPayload = Record<string, unknown> & { worker_id?: string };

/** `worker:offline` reads "worker offline, reason silent". */
function fromEvent(what: string, payload: EventPayload, at: Date): Line {
  const { agent: _agent, worker_id = null, slot: _slot, ...rest } = payload;
  const told = Object.entries(rest).map(
    ([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
  );
  const message = [what.replaceAll(/[:_]/g, " "), ...told].join(", ");
  return { at, what, worker_id, job_id: null, error_code: null, message };
}
