import type { AlertRuleName, Severity } from "@agentos/contracts/alerts/rules";
import type { ColumnType, Generated, Selectable } from "kysely";

export type AlertTables = {
  alerts: {
    id: string;
    rule: AlertRuleName;
    subject: string;
    severity: Severity;
    message: string;
    details: ColumnType<Record<string, unknown>, string, string>;
    times: Generated<number>;
    version: Generated<number>;
    raised_at: Generated<Date>;
    acknowledged_at: Date | null;
    acknowledged_by: string | null;
    cleared_at: Date | null;
  };
};

export type Alert = Selectable<AlertTables["alerts"]>;
