import { alertRules, type AlertRuleName } from "@agentos/contracts/alerts/rules";
import type { RowOf } from "@agentos/contracts/snapshot/section-queries";
import { Ago } from "@agentos/ui/parts/ago";
import { Facts } from "@agentos/ui/parts/facts";
import { Badge } from "@agentos/ui/parts/badge";
import { memo } from "react";
import { ActionButton } from "../../actions/action-button.tsx";
import { useStaff } from "../../data/staff.ts";

type Alert = RowOf<"alerts">;

const labels = new Map<AlertRuleName, string>(alertRules.map(({ name, label }) => [name, label]));

/** What people call a rule. */
export function ruleLabel(rule: AlertRuleName): string {
  return labels.get(rule) ?? rule;
}

/** What an alert is about, where people know it by that name; alerts on logs say theirs in the message. */
export function subjectText({ rule, subject }: Pick<Alert, "rule" | "subject">): string {
  return rule === "log_pattern" ? "" : subject;
}

/** One alert that is not over, with what it says and who looks after it. */
export const AlertRow = memo(function AlertRow({ alert }: { alert: Alert }) {
  const { severity, rule, message, details, raised_at: raisedAt } = alert;
  return (
    <li className="grid grid-cols-1 items-start gap-x-4 gap-y-2 py-3 sm:grid-cols-[5rem_minmax(0,1fr)_auto]">
      <div>
        <Badge tone={severity === "critical" ? "bad" : "warn"}>{severity}</Badge>
      </div>
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{ruleLabel(rule)}</span>
          <span className="[overflow-wrap:anywhere] text-ink-soft">{subjectText(alert)}</span>
          <Ago at={raisedAt} className="text-sm text-ink-faint" />
        </p>
        <p className="text-sm [overflow-wrap:anywhere]">{message}</p>
        {Object.keys(details).length > 0 && (
          <details className="text-sm">
            <summary className="w-fit text-ink-soft underline decoration-edge underline-offset-3">Details</summary>
            <div className="mt-2 rounded-control bg-sunken p-3">
              <Facts value={details} />
            </div>
          </details>
        )}
      </div>
      <Keeper alert={alert} />
    </li>
  );
});

function Keeper({ alert }: { alert: Alert }) {
  const { user } = useStaff();
  const { id, state, acknowledged_at: at, acknowledged_by: by, rule, message } = alert;
  if (state !== "open") {
    return (
      <p className="text-sm text-ink-soft">
        {by === user.id ? "You look after it" : "Somebody looks after it"}
        {at !== null && (
          <>
            , since <Ago at={at} />
          </>
        )}
      </p>
    );
  }
  return (
    <ActionButton
      action="alert.acknowledge"
      payload={{ alert_id: id }}
      subject={`${ruleLabel(rule)}, ${subjectText(alert) || message}`}
    />
  );
}
