import type { PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { alertRules, type AlertRuleName, type EvaluatedRule } from "@agentos/contracts/alerts/rules";
import { sql } from "kysely";
import type { Db } from "../db/tables.ts";
import type { Alert } from "./tables.ts";
import { viewAlert } from "./view-alert.ts";

type AlertsPart = NonNullable<PartsOf<"system">["system"]>["alerts"];

const shown = 20;

/** The rules that the evaluator judges, and with them clears. */
export const evaluatedRules = alertRules.filter((rule) => "reads" in rule).map(({ name }) => name) as EvaluatedRule[];

/** Alerts of these rules that are not over, by rule and subject. */
export async function standingAlerts(db: Db, rules: readonly AlertRuleName[]): Promise<Alert[]> {
  return db.selectFrom("alerts").selectAll().where("cleared_at", "is", null).where("rule", "in", rules).execute();
}

/** The alerts as the snapshot has them. */
export async function readAlertsPart(db: Db): Promise<AlertsPart> {
  const [counts, newest] = await Promise.all([
    db
      .selectFrom("alerts")
      .select((eb) => [
        eb.fn.countAll<number>().as("total"),
        eb.fn.countAll<number>().filterWhere("severity", "=", "critical").as("critical"),
        eb.fn.countAll<number>().filterWhere("acknowledged_at", "is", null).as("unacknowledged"),
      ])
      .where("cleared_at", "is", null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("alerts")
      .selectAll()
      .where("cleared_at", "is", null)
      .orderBy(sql`severity = 'critical'`, "desc")
      .orderBy("raised_at", "desc")
      .orderBy("id", "desc")
      .limit(shown)
      .execute(),
  ]);
  return { ...counts, newest: newest.map(viewAlert) };
}
