import { sql } from "kysely";
import type { Context } from "../context.ts";

/** A webhook for which something was given up since it last took something. */
export type DeadDestination = { destination: string; dead: number; error: string | null };

const withinHours = 24;

/** Webhooks that take nothing: judged by the last day. */
export async function deadDestinations({ db }: Pick<Context, "db">): Promise<DeadDestination[]> {
  const since = sql<Date>`now() - make_interval(hours => ${withinHours})`;
  return db
    .selectFrom("webhook_deliveries as dead")
    .select((eb) => [
      "dead.destination",
      eb.fn.countAll<number>().as("dead"),
      sql<string | null>`(array_agg(error order by ended_at desc))[1]`.as("error"),
    ])
    .where("dead.state", "=", "dead")
    .where("dead.ended_at", ">", since)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("webhook_deliveries as taken")
            .select("taken.id")
            .where("taken.state", "=", "delivered")
            .whereRef("taken.destination", "=", "dead.destination")
            .whereRef("taken.ended_at", ">", "dead.ended_at"),
        ),
      ),
    )
    .groupBy("dead.destination")
    .execute();
}
