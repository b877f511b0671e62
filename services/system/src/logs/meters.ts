import type { LogBatch } from "@agentos/contracts/messages/logs";
import { Counter, type Registry } from "prom-client";
import type { LineToKeep } from "./line-of.ts";

export type LogMeters = {
  taken(service: string, lines: readonly LineToKeep[]): void;
  /** What the source of a batch had no room for. */
  dropped(batch: Pick<LogBatch, "source" | "service" | "dropped">): void;
};

/** Counts the lines that services hand in, and those that they had to drop. */
export function createLogMeters(metrics: Registry): LogMeters {
  const lines = new Counter({
    name: "log_lines_total",
    help: "Log lines taken in, by the service that logged them",
    labelNames: ["logged_by", "level"],
    registers: [metrics],
  });
  const dropped = new Counter({
    name: "log_lines_dropped_total",
    help: "Log lines that a service had no room for until they could be taken",
    labelNames: ["logged_by"],
    registers: [metrics],
  });
  const known = new Map<string, number>();
  return {
    taken(service, taken) {
      for (const { level } of taken) lines.inc({ logged_by: service, level });
    },
    dropped({ source, service, dropped: soFar }) {
      // A source that is told of for the first time may have told another copy of this service what it had dropped before.
      const before = known.get(source) ?? 0;
      if (soFar > before) dropped.inc({ logged_by: service }, soFar - before);
      if (soFar > 0) known.set(source, Math.max(before, soFar));
    },
  };
}
