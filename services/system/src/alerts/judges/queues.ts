import type { Judge } from "./judge.ts";

/** Queues at a level, by the thresholds of jobs, which tells them apart from those at the edge. */
export const queueDepth: Judge = ({ snapshot }) =>
  (snapshot?.queue.queues ?? []).flatMap(({ queue, level, waiting, held }) => {
    if (level === "normal") return [];
    const message = `${waiting + held} steps wait at ${queue}.`;
    return [{ subject: queue, severity: level, message, details: { waiting, held } }];
  });

export const queueWait: Judge = ({ snapshot, now }, { queue_wait_seconds }) =>
  (snapshot?.queue.queues ?? []).flatMap(({ queue, paused, oldest_waiting_at }) => {
    if (paused || oldest_waiting_at === null) return [];
    if (now - Date.parse(oldest_waiting_at) < queue_wait_seconds * 1000) return [];
    const message = `The oldest step at ${queue} waits since ${oldest_waiting_at}.`;
    return [{ subject: queue, severity: "warning" as const, message, details: { since: oldest_waiting_at } }];
  });
