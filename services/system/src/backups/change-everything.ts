import { AppError } from "@agentos/contracts/errors";
import type { Client } from "pg";
import { withMaintenance } from "../care/maintenance.ts";
import type { Config } from "../config.ts";
import type { Memory } from "./close-doors.ts";
import { prepareSession } from "./copy.ts";

/** lock_not_available, deadlock_detected: somebody else was in the way for a moment. */
const inTheWay = new Set(["55P03", "40P01"]);
const tries = 10;

type Change = { actionId: string; signal: AbortSignal; memory: Memory };

/**
 * Changes all tables in one transaction, which also notes that it was done: whoever goes on with the action does not do it twice, and an
 * action that has ended meanwhile changes nothing. Errors: CONFLICT where the tables are in use all the time.
 */
export async function changeEverything(
  config: Pick<Config, "MAINTENANCE_DATABASE_URL">,
  { actionId, signal, memory }: Change,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  await withMaintenance(config, signal, async (client) => {
    await prepareSession(client);
    await client.query("set lock_timeout = '5s'");
    for (let attempt = 1; ; attempt += 1) {
      try {
        await client.query("begin");
        // For what owners write in the name of the action.
        await client.query("select set_config('agentos.action_id', $1, true)", [actionId]);
        await work(client);
        // Last, since whoever shows that the action lives writes to this row too.
        await client.query("set local lock_timeout = '30s'");
        const noted = await client.query("update system.long_operations set state = $2 where action_id = $1", [
          actionId,
          JSON.stringify({ ...memory, committed: true }),
        ]);
        if (noted.rowCount !== 1) throw new AppError("CONFLICT", "This action has ended already.");
        signal.throwIfAborted();
        await client.query("commit");
        return;
      } catch (error) {
        await client.query("rollback").catch(() => undefined);
        signal.throwIfAborted();
        if (!inTheWay.has((error as { code?: string }).code ?? "")) throw error;
        if (attempt >= tries) throw new AppError("CONFLICT", "The tables are in use all the time.", { cause: error });
      }
    }
  });
}
