import { destination as fileDestination, pino, type DestinationStream, type Logger as PinoLogger } from "pino";
import { LevelControl } from "./level-control.ts";
import { LogTap } from "./log-tap.ts";
import { currentTrace } from "./trace.ts";

export type Logger = PinoLogger;

/** Paths whose values never reach a log. */
const secretPaths = ["password", "token", "access_token", "refresh_token", "authorization", "cookie", "secret"].flatMap(
  (name) => [name, `*.${name}`, `*.*.${name}`],
);

/** What belongs to a logger beside its lines. */
type Around = { tap: LogTap; level: LevelControl };
const around = Symbol("around");

/** One JSON line per entry on stdout, with the trace id of the work at hand; the same lines wait in its tap to be collected. */
export function createLogger(
  options: { service: string; instance: string; level: string },
  destination: DestinationStream = fileDestination(1),
): Logger {
  const level = new LevelControl(options.level);
  const tap = new LogTap(options);
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
    onChild: (child: PinoLogger) => level.follow(child),
  };
  const both: DestinationStream = {
    write(line) {
      destination.write(line);
      tap.add(line);
    },
  };
  const logger = pino(settings, both);
  level.follow(logger);
  return Object.assign(logger, { [around]: { tap, level } satisfies Around });
}

/** What waits to be collected of a logger's lines; undefined for one that was not made by `createLogger`. */
export function tapOf(logger: Logger): LogTap | undefined {
  return aroundOf(logger)?.tap;
}

/** By what the level of a logger is set while it runs; undefined as for `tapOf`. */
export function levelOf(logger: Logger): LevelControl | undefined {
  return aroundOf(logger)?.level;
}

function aroundOf(logger: Logger): Around | undefined {
  return (logger as { [around]?: Around })[around];
}
