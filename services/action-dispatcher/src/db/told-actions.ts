import type { PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { viewOf } from "./read-actions.ts";
import { statement } from "./sql.ts";
import type { Db } from "./tables.ts";

type Told = NonNullable<PartsOf<"action-dispatcher">["system"]>["actions"];

const shown = { open: 20, failures: 10 } as const;
const lastHour = statement<Told["last_hour"], []>("last_hour");

/** The open actions, how those of the last hour went, and the latest that failed; nothing that was said to or by a person. */
export async function readToldActions(db: Db): Promise<Told> {
  const unfinished = db.selectFrom("actions").where("finished_at", "is", null);
  const failed = db.selectFrom("actions").where("state", "=", "failed");
  const [oldest, { open }, counted, failures] = await Promise.all([
    unfinished.selectAll().orderBy("created_at").orderBy("id").limit(shown.open).execute(),
    unfinished.select((eb) => eb.fn.countAll<number>().as("open")).executeTakeFirstOrThrow(),
    lastHour(db),
    failed.selectAll().orderBy("finished_at", "desc").orderBy("id", "desc").limit(shown.failures).execute(),
  ]);
  return {
    open,
    oldest_open: oldest.map(viewOf),
    last_hour: counted[0] ?? { done: 0, failed: 0, open: 0 },
    latest_failures: failures.map(viewOf).map(({ error, finished_at, ...view }) => ({
      ...view,
      error_code: error?.code ?? "INTERNAL_ERROR",
      finished_at: finished_at ?? view.created_at,
    })),
  };
}
