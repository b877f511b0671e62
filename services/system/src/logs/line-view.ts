import { logLevelNames, logLevels, type LogLevel } from "@agentos/contracts/logs/log-levels";
import type { StoredLogLine } from "@agentos/contracts/logs/stored-log-line";

/** A line as the statements that look for lines give it. */
export type LineRow = Omit<StoredLogLine, "id" | "at" | "level"> & { id: number; at: Date; level: number };

const names = new Map<number, LogLevel>(logLevelNames.map((name) => [logLevels[name], name]));

/** A level by its number. */
export function levelName(level: number): LogLevel {
  return names.get(level) ?? "info";
}

export function viewOf({ id, at, level, ...line }: LineRow): StoredLogLine {
  return { id: `${id}`, at: at.toISOString(), level: levelName(level), ...line };
}
