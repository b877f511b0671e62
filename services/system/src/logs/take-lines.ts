import { logLevels } from "@agentos/contracts/logs/log-levels";
import { takeLogLines, type LogBatch, type WantedLevel } from "@agentos/contracts/messages/logs";
import { transact } from "@agentos/database/transact";
import { serve } from "@agentos/messaging/request";
import type { Subscription } from "@nats-io/transport-node";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { levelWantedOf } from "./levels.ts";
import { lineOf, type LineToKeep } from "./line-of.ts";
import type { LogMeters } from "./meters.ts";
import { keepLines, takeBatch } from "./statements.ts";
import type { TailTeller } from "./tail-teller.ts";

type Taking = Pick<Context, "db" | "nc" | "log"> & { meters: LogMeters; tail: TailTeller };

/** Takes in what services log, and answers at which level they are to. */
export function serveLogLines({ db, nc, log, meters, tail }: Taking): Subscription {
  return serve(nc, takeLogLines, log, async (batch): Promise<{ level: WantedLevel | null }> => {
    const lines = batch.lines.flatMap((logged) => lineOf(logged) ?? []);
    const taken = await transact(db, async (tx) => {
      const { source, service, batch: number, dropped } = batch;
      const [fresh] = await takeBatch(tx, source, service, number, dropped);
      return fresh && lines.length > 0 ? keep(tx, batch, lines) : [];
    });
    if (taken.length > 0) {
      meters.taken(batch.service, lines);
      tail.tell(batch, lines, taken);
    }
    meters.dropped(batch);
    return { level: await levelWantedOf(db, batch.service) };
  });
}

/** Their ids, in the order of the lines. */
async function keep(tx: Tx, { service, instance }: LogBatch, lines: readonly LineToKeep[]): Promise<number[]> {
  const rows = await keepLines(
    tx,
    service,
    instance.replaceAll("\0", ""),
    lines.map(({ at }) => at),
    lines.map(({ level }) => logLevels[level]),
    lines.map(({ message }) => message),
    lines.map(({ trace_id }) => trace_id),
    lines.map(({ job_id }) => job_id),
    lines.map(({ fields }) => fields),
  );
  return rows.map(({ id }) => id);
}
