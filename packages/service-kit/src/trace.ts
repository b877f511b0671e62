import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** W3C trace context (https://www.w3.org/TR/trace-context/): ids in lower-case hex. */
export type Trace = { traceId: string; spanId: string; sampled: boolean };

const current = new AsyncLocalStorage<Trace>();
const traceparentForm = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const traceIdForm = /^[0-9a-f]{32}$/;
const zeros = /^0+$/;

/** The trace of the work at hand, if any. */
export function currentTrace(): Trace | undefined {
  return current.getStore();
}

/** Runs `work` as a child of `parent`, or as the root of a new trace. */
export function runInTrace<T>(parent: Trace | undefined, work: () => T): T {
  return current.run(parent ? { ...parent, spanId: newSpanId() } : newTrace(), work);
}

/** A new trace id. */
export function newTraceId(): string {
  return randomHex(16);
}

export function newTrace(traceId: string = newTraceId()): Trace {
  return { traceId, spanId: newSpanId(), sampled: true };
}

/** Reads a `traceparent` header; undefined when it is not well-formed. */
export function parseTraceparent(header: string | undefined): Trace | undefined {
  const match = header === undefined ? null : traceparentForm.exec(header);
  const [, traceId, spanId, flags] = match ?? [];
  if (!traceId || !spanId || !flags || zeros.test(traceId) || zeros.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The trace that a request goes on with: by `traceparent`, else by `X-Trace-Id`; undefined where neither is well-formed. */
export function traceOf({ traceparent: parent, "x-trace-id": id }: IncomingHttpHeaders): Trace | undefined {
  return parseTraceparent(textOf(parent)) ?? parseTraceId(textOf(id));
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : undefined;
}

/** Reads an `X-Trace-Id` header: 32 hex digits; undefined otherwise. */
function parseTraceId(header: string | undefined): Trace | undefined {
  return header !== undefined && traceIdForm.test(header) && !zeros.test(header) ? newTrace(header) : undefined;
}

/** The `traceparent` header of the work at hand; of a new trace where there is none. */
export function traceparent(trace: Trace = currentTrace() ?? newTrace()): string {
  return `00-${trace.traceId}-${trace.spanId}-${trace.sampled ? "01" : "00"}`;
}

function newSpanId(): string {
  return randomHex(8);
}

/** Random digits are drawn many at a time: a call for a few costs as much as one for thousands. */
let drawn = "";
let used = 0;

function randomHex(bytes: number): string {
  const from = used;
  used += 2 * bytes;
  if (used <= drawn.length) return drawn.slice(from, used);
  drawn = randomBytes(4096).toString("hex");
  used = 0;
  return randomHex(bytes);
}
