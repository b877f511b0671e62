import type { AlertRuleName, Severity } from "@agentos/contracts/alerts/rules";
import { alertCleared, alertRaised } from "@agentos/contracts/events/alerts";
import { v7 as uuidv7 } from "uuid";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { tellAlert } from "./tell-alert.ts";
import type { Alert } from "./tables.ts";

type Told = Pick<Context, "config">;

/** What is wrong, with what. `message` is a sentence for people and tells of nobody; `details` has the figures. */
export type Raised = {
  rule: AlertRuleName;
  subject: string;
  severity: Severity;
  message: string;
  details?: Record<string, unknown>;
};

/**
 * Raises an alert, in the transaction of what it tells of. While one of this rule and subject is open it is that one, which is told
 * again only where it matters more or less than before; then somebody has to take it on anew. Returns whether it was told.
 */
export async function raiseAlert(context: Told, tx: Tx, raised: Raised): Promise<boolean> {
  const { rule, subject, severity, message, details = {} } = raised;
  const now = { severity, message, details: JSON.stringify(details) };
  const fresh = await tx
    .insertInto("alerts")
    .values({ id: uuidv7(), rule, subject, ...now })
    .onConflict((on) => on.columns(["rule", "subject"]).where("cleared_at", "is", null).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (fresh) {
    await tell(context, tx, fresh);
    return true;
  }
  const standing = await lockStanding(tx, rule, subject);
  // It was cleared between the two statements.
  if (!standing) return raiseAlert(context, tx, raised);
  const changed = standing.severity !== severity;
  const alert = await tx
    .updateTable("alerts")
    .set((eb) => ({ ...now, times: eb("times", "+", 1) }))
    .$if(changed, (update) =>
      update.set((eb) => ({ version: eb("version", "+", 1), acknowledged_at: null, acknowledged_by: null })),
    )
    .where("id", "=", standing.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (changed) await tell(context, tx, alert);
  return changed;
}

/** Ends the alert of a rule and a subject. Returns whether there was one. */
export async function clearAlert(
  context: Told,
  tx: Tx,
  { rule, subject }: Pick<Raised, "rule" | "subject">,
): Promise<boolean> {
  const standing = await lockStanding(tx, rule, subject);
  if (!standing) return false;
  const alert = await tx
    .updateTable("alerts")
    .set((eb) => ({ cleared_at: new Date(), version: eb("version", "+", 1) }))
    .where("id", "=", standing.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await tellAlert(context, tx, alertCleared, alert, {});
  return true;
}

function lockStanding(tx: Tx, rule: AlertRuleName, subject: string): Promise<Alert | undefined> {
  return tx
    .selectFrom("alerts")
    .selectAll()
    .where("rule", "=", rule)
    .where("subject", "=", subject)
    .where("cleared_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

function tell(context: Told, tx: Tx, alert: Alert): Promise<void> {
  return tellAlert(context, tx, alertRaised, alert, { message: alert.message, details: alert.details });
}
