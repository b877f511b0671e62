import { useCallback, useSyncExternalStore } from "react";
import { formatAgo } from "../format/time.ts";

type Given = {
  /** ISO 8601, or milliseconds since 1970. */
  at: string | number;
  className?: string;
};

const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "long" });

/** How long ago something was; it moves on by itself. The exact time is its title. */
export function Ago({ at, className }: Given) {
  const ms = typeof at === "number" ? at : Date.parse(at);
  // The words are what is compared: a tick draws only where they have changed.
  const words = useSyncExternalStore(
    onTick,
    useCallback(() => (Number.isFinite(ms) ? formatAgo(new Date(ms).toISOString()) : "–"), [ms]),
  );
  if (!Number.isFinite(ms)) return <span className={className}>–</span>;
  return (
    <time dateTime={new Date(ms).toISOString()} title={exact.format(ms)} className={className}>
      {words}
    </time>
  );
}

const tickMs = 10_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all; none while nobody listens. */
function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
