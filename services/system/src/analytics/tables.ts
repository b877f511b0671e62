import type { HistoryOwner } from "@agentos/contracts/messages/event-history";
import type { ReportName, ReportPeriod } from "@agentos/contracts/analytics";
import type { ExportedFile } from "@agentos/contracts/exported-file";
import type { ColumnType, Generated } from "kysely";

/** A report that is made by itself: tables of one kind, or all of them with charts. */
export type ScheduledReport = ReportName | "overview";

/** What analytics has in the schema (0006_analytics.sql). */
export type AnalyticsTables = {
  analytics_cursors: { owner: HistoryOwner; seq: Generated<number>; counted_at: Date | null };
  analytics_runs: {
    job_id: string;
    since: Date | null;
    started_at: Date | null;
    waiting_since: Date | null;
    entered_at: Date | null;
    stage: string | null;
  };
  analytics_workers: { worker_id: string; agent: string; online_since: Date };
  analytics_tallies: {
    hour: Date;
    measure: string;
    subject: string;
    detail: string;
    count: number;
    milliseconds: number;
  };
  report_schedules: {
    report: ScheduledReport;
    period: ReportPeriod;
    cron: string;
    webhook: string | null;
    created_by: string;
    created_at: Generated<Date>;
    next_at: Date;
  };
  reports: {
    id: string;
    report: ScheduledReport;
    period: ReportPeriod;
    due_at: Date;
    made_at: Generated<Date>;
    files: ColumnType<ExportedFile[], string, string>;
  };
};
