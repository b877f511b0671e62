import type { Judge } from "./judge.ts";

/** Workers that have gone silent, and whose slot nobody has taken over. */
export const workerOffline: Judge = ({ snapshot }) => {
  const workers = snapshot?.agents_workers.workers ?? [];
  const served = new Set(workers.filter(({ state }) => state === "online").map(({ slot }) => slot));
  return workers
    .filter(
      ({ state, offline_reason, slot }) => state === "offline" && offline_reason === "silent" && !served.has(slot),
    )
    .map((worker) => lostWorker(worker, "silent"));
};

/** What is wrong when a worker is lost. */
export function lostWorker(
  { worker_id, agent, slot }: { worker_id: string; agent: string; slot: string },
  how: string,
) {
  const message = `Worker ${worker_id} of ${agent} has gone without having been asked to.`;
  return { subject: slot, severity: "warning" as const, message, details: { worker_id, agent, reason: how } };
}

/** Agents with fewer workers than are wanted of them; not those that were stopped. */
export const agentShort: Judge = ({ snapshot }, { agent_short_seconds }) =>
  (snapshot?.agents_workers.agents ?? []).flatMap(({ agent, taking, workers_online, desired_replicas }) => {
    const wanted = desired_replicas ?? 1;
    if (!taking || workers_online >= wanted) return [];
    return [
      {
        subject: agent,
        severity: workers_online === 0 ? ("critical" as const) : ("warning" as const),
        message: `${workers_online} of ${wanted} workers of ${agent} report.`,
        details: { online: workers_online, wanted },
        afterSeconds: agent_short_seconds,
      },
    ];
  });

export const errorRate: Judge = ({ snapshot }, { error_rate_percent, error_rate_attempts }) =>
  (snapshot?.agents_workers.agents ?? []).flatMap(({ agent, done_last_hour, failed_last_hour }) => {
    const attempts = done_last_hour + failed_last_hour;
    const percent = (100 * failed_last_hour) / Math.max(1, attempts);
    if (attempts < error_rate_attempts || percent < error_rate_percent) return [];
    return [
      {
        subject: agent,
        severity: percent >= 50 ? ("critical" as const) : ("warning" as const),
        message: `${failed_last_hour} of ${attempts} attempts of ${agent} in the last hour have failed.`,
        details: { attempts, failed: failed_last_hour },
      },
    ];
  });
