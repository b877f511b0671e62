import type { EvaluatedRule } from "@agentos/contracts/alerts/rules";
import { transact } from "@agentos/database/transact";
import type { ManagerWork } from "@agentos/manager-kit/work";
import type { Context } from "../context.ts";
import { forgetOld } from "./forget-old.ts";
import type { Finding } from "./judges/judge.ts";
import { judges } from "./judges/judges.ts";
import { meterAlerts } from "./meters.ts";
import { clearAlert, raiseAlert } from "./raise-alert.ts";
import { evaluatedRules, standingAlerts } from "./read-alerts.ts";
import { isKnown, look, type Seen } from "./seen.ts";
import type { Alert } from "./tables.ts";

/**
 * What was confirmed so soon after an alert may still be of before it: an owner answers within less, and clocks of two machines differ
 * by less.
 */
const settledMs = 1000;

/**
 * The work of the manager alert-evaluator. It compares how things are with the alerts that stand, so that whoever takes over goes on
 * where another has stopped; only since when something has been so begins anew.
 */
export function alertEvaluator(context: Context): ManagerWork<"alert-evaluator"> {
  meterAlerts(context);
  const lasting = new Map<string, number>();
  return async ({ settings, fence, signal }) => {
    const [seen, standing] = await Promise.all([look(context), standingAlerts(context.db, evaluatedRules)]);
    const counts = { raised: 0, cleared: 0, forgotten: 0 };
    for (const rule of evaluatedRules) {
      if (signal.aborted) break;
      if (!isKnown(seen, rule)) continue;
      const found = judges[rule](seen, settings);
      const due = dueOf(lasting, rule, found, seen.now);
      const of = standing.filter((alert) => alert.rule === rule);
      for (const finding of due.filter((one) => isNews(of, one))) {
        counts.raised += Number(
          await transact(context.db, async (tx) => {
            await fence(tx);
            return raiseAlert(context, tx, { rule, ...finding });
          }),
        );
      }
      for (const alert of of.filter((one) => isOver(one, found, seen))) {
        counts.cleared += Number(
          await transact(context.db, async (tx) => {
            await fence(tx);
            return clearAlert(context, tx, alert);
          }),
        );
      }
    }
    counts.forgotten = await forgetOld(context, settings.keep_days);
    return counts;
  };
}

/** Those that have lasted as long as they must; remembers since when each of the others is there. */
function dueOf(lasting: Map<string, number>, rule: EvaluatedRule, found: readonly Finding[], now: number): Finding[] {
  const keyOf = ({ subject }: Finding): string => `${rule} ${subject}`;
  const there = new Set(found.map(keyOf));
  for (const key of lasting.keys()) if (key.startsWith(`${rule} `) && !there.has(key)) lasting.delete(key);
  return found.filter((finding) => {
    const since = lasting.get(keyOf(finding)) ?? now;
    lasting.set(keyOf(finding), since);
    return now - since >= (finding.afterSeconds ?? 0) * 1000;
  });
}

function isNews(standing: readonly Alert[], { subject, severity }: Finding): boolean {
  return !standing.some((alert) => alert.subject === subject && alert.severity === severity);
}

function isOver(alert: Alert, found: readonly Finding[], { snapshot, confirmedAt }: Seen): boolean {
  if (found.some(({ subject }) => subject === alert.subject)) return false;
  return !snapshot || confirmedAt > alert.raised_at.getTime() + settledMs;
}
