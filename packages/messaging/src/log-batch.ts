import type { LogTap } from "@agentos/service-kit/log-tap";

/** Characters of one line; what is longer is cut. */
const longestLine = 32_000;
const longestMessage = 8000;

/** The next lines of a tap as the text of a `takeLogLines` request: the lines are JSON already, and are not read again. */
export function batchOf(tap: LogTap, batch: number, lines: readonly string[]): string {
  const { source, service, instance, dropped } = tap;
  const head = JSON.stringify({ source, batch, service, instance, dropped });
  return `${head.slice(0, -1)},"lines":[${lines.map(shortened).join(",")}]}`;
}

function shortened(line: string): string {
  if (line.length <= longestLine) return line;
  const { level, time, trace_id, job_id, msg } = JSON.parse(line) as Record<string, unknown>;
  const cut = { cut_from: line.length, msg: String(msg ?? "").slice(0, longestMessage) };
  return JSON.stringify({ level, time, trace_id, job_id, ...cut });
}
