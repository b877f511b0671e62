import type { LogFilter } from "@agentos/contracts/logs/log-filter";
import type { LogLevel } from "@agentos/contracts/logs/log-levels";
import type { ColumnType, Generated } from "kysely";

/** What of the logs is read and written without a statement of its own file. */
export type LogTables = {
  log_parts: { id: Generated<number>; opened_at: Generated<Date>; closed_at: Date | null };
  log_lines: {
    part: number;
    id: Generated<number>;
    at: Date;
    /** The level's number. */
    level: number;
    service: string;
    instance: string;
    message: string;
    trace_id: string | null;
    job_id: string | null;
    fields: Record<string, unknown>;
    words: string;
  };
  log_tallies: { part: number; service: string; level: number; lines: number };
  log_sources: { source: string; service: string; batch: number; dropped: number; seen_at: Date };
  log_levels: { service: string; level: LogLevel; until: Date | null };
  log_alerts: {
    id: string;
    name: string;
    filter: ColumnType<LogFilter, string, never>;
    threshold: number;
    window_seconds: number;
    created_at: Generated<Date>;
    firing_since: Date | null;
  };
  log_archives: {
    key: string;
    action_id: string;
    part: number;
    lines: number;
    bytes: number;
    sha256: string;
    first_at: Date;
    last_at: Date;
    made_at: Generated<Date>;
  };
};
