import type { LogLevel } from "@agentos/contracts/logs/log-levels";

const looks: Record<LogLevel, string> = {
  trace: "text-ink-faint",
  debug: "text-ink-faint",
  info: "text-ink-soft",
  warn: "bg-warn-wash text-warn",
  error: "bg-bad-wash text-bad",
  fatal: "bg-bad text-paper",
};

/** How serious a line is, in a word. */
export function LevelBadge({ level }: { level: LogLevel }) {
  return <span className={`inline-block rounded-md px-1.5 py-0.5 text-xs font-semibold ${looks[level]}`}>{level}</span>;
}
