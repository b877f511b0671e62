import type { LogFilter } from "@agentos/contracts/logs/log-filter";
import { logLevels } from "@agentos/contracts/logs/log-levels";

type Filter = { [Field in keyof LogFilter]?: LogFilter[Field] | undefined };

/** The first seven parameters of the statements that look for lines. */
export function parametersOf({ level, service, trace_id, job_id, text, from, to }: Filter): unknown[] {
  const least = level && logLevels[level];
  return [least ?? null, service ?? null, trace_id ?? null, job_id ?? null, text ?? null, from ?? null, to ?? null];
}
