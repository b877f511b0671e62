import { pino, type DestinationStream, type Logger as PinoLogger } from "pino";
import { currentTrace } from "./trace.ts";

export type Logger = PinoLogger;

/** Paths whose values never reach a log. */
const secretPaths = ["password", "token", "access_token", "refresh_token", "authorization", "cookie", "secret"].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** One JSON line per entry on stdout, with the trace id of the work at hand. */
export function createLogger(
  options: { service: string; instance: string; level: string },
  destination?: DestinationStream,
): Logger {
  const settings = {
    level: options.level,
    base: { service: options.service, instance: options.instance },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: "[redacted]" },
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => {
      const trace = currentTrace();
      return trace ? { trace_id: trace.traceId, span_id: trace.spanId } : {};
    },
  };
  return destination ? pino(settings, destination) : pino(settings);
}
