import type { SwitchesState } from "@agentos/contracts/messages/system";
import { switchesChanged } from "@agentos/contracts/messages/system";
import { hint } from "@agentos/messaging/request";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Db, Tx } from "../db/tables.ts";
import type { SwitchName } from "./tables.ts";

/** Switches something on, or on anew with other words; since when it is. Followers hear of it by `tellFollowers` after the commit. */
export async function switchOn(
  tx: Tx,
  name: SwitchName,
  { message = null, until = null }: { message?: string | null; until?: Date | null } = {},
): Promise<void> {
  await tx
    .updateTable("switches")
    .set({ since: sql<Date>`case when ${isOn} then since else now() end`, until, message })
    .where("name", "=", name)
    .execute();
}

/** Switches something off; whether it was on. */
export async function switchOff(tx: Tx, name: SwitchName): Promise<boolean> {
  const before = await tx
    .selectFrom("switches")
    .select(isOn.as("on"))
    .where("name", "=", name)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await tx.updateTable("switches").set({ since: null, until: null, message: null }).where("name", "=", name).execute();
  return before.on;
}

/** What is switched now, by the database's clock. */
export async function readSwitches(db: Db): Promise<SwitchesState> {
  const rows = await db.selectFrom("switches").selectAll().where(isOn).execute();
  const find = (name: SwitchName) => rows.find((row) => row.name === name);
  const [maintenance, pause] = [find("maintenance"), find("intake_pause")];
  return {
    maintenance: maintenance?.since
      ? {
          since: maintenance.since.toISOString(),
          message: maintenance.message ?? "",
          until: maintenance.until?.toISOString() ?? null,
        }
      : null,
    intake_pause: pause?.since ? { since: pause.since.toISOString() } : null,
  };
}

/** Has followers ask at once. A hint may be lost: they ask by themselves, half a second later at most. */
export function tellFollowers({ nc, log }: Pick<Context, "nc" | "log">): void {
  try {
    hint(nc, switchesChanged, {});
  } catch (error) {
    log.warn({ err: error }, "hint not sent");
  }
}

const isOn = sql<boolean>`(since is not null and (until is null or until > now()))`;
