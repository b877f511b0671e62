import type { AnalyticsFigures } from "@agentos/contracts/analytics";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Db } from "../db/tables.ts";
import { bucketOf, figuresOf, type Open } from "./figures.ts";
import type { Span } from "./span.ts";
import { hourMs, type Tally } from "./tallies.ts";

/** What is told of a span; what has not ended is counted until `openUntil`, in milliseconds since 1970. */
export async function readFigures(
  { db, config }: Pick<Context, "db" | "config">,
  span: Span,
  openUntil = Date.now(),
): Promise<AnalyticsFigures> {
  const tallies = await readSums(db, span);
  const open = await readOpen(db, { from: span.from, to: Math.min(span.to, openUntil) });
  return figuresOf(span, tallies, open, config.JOB_SLA_SECONDS);
}

/** What was counted in a span, summed up; by the bucket what is told by the bucket. */
async function readSums(db: Db, span: Span): Promise<Tally[]> {
  const sums = sql<Tally>`
    select date_part('epoch', bucket)::float8 * 1000 as hour, measure, subject, detail, sum(count)::bigint as count,
      sum(milliseconds)::bigint as milliseconds
    from analytics_tallies, lateral (
      select case when measure in ('created', 'ended', 'errors')
        then date_bin(make_interval(hours => ${bucketOf(span) / hourMs}::int), hour, '2000-01-01 00:00Z')
        else to_timestamp(${span.from / 1000}::float8) end
    ) as told (bucket)
    where hour >= to_timestamp(${span.from / 1000}::float8) and hour < to_timestamp(${span.to / 1000}::float8)
    group by bucket, measure, subject, detail`;
  return (await sums.execute(db)).rows;
}

/** What workers that are online, and attempts that run, have spent of a span so far. */
async function readOpen(db: Db, { from, to }: Span): Promise<Open> {
  const spent = sql<{ kind: keyof Open; stage: string; milliseconds: number }>`
    with open as (
      select 'busy' as kind, stage, entered_at as begun from analytics_runs where entered_at is not null
      union all
      select 'online', agent, online_since from analytics_workers
    )
    select kind, stage,
      round(sum(greatest(0, ${to}::float8 - greatest(${from}::float8, date_part('epoch', begun) * 1000))))::bigint as milliseconds
    from open group by kind, stage`;
  const { rows } = await spent.execute(db);
  const of = (kind: keyof Open): Map<string, number> =>
    new Map(rows.filter((row) => row.kind === kind).map((row) => [row.stage, row.milliseconds]));
  return { busy: of("busy"), online: of("online") };
}
