import type { WorkerFigures } from "@agentos/contracts/messages/fleet";

/** CPU has moved noticeably by so many points (100 is one core); memory by so much of what there is. */
const noticeable = { cpuPoints: 20, memoryShare: 0.05 } as const;
const megabyte = 2 ** 20;

/**
 * The figures of a worker as those are told who are to hear of changes alone: the ones that they were told last, until an attempt has
 * ended or the load has moved noticeably from what was told. So a worker at rest has the same figures with every heartbeat,
 * wherever its load happens to be.
 */
export function nextTold(told: WorkerFigures | undefined, now: WorkerFigures): WorkerFigures {
  const rounded = {
    ...now,
    cpu_percent: Math.round(now.cpu_percent),
    rss_bytes: Math.round(now.rss_bytes / megabyte) * megabyte,
  };
  if (!told) return rounded;
  const { cpu_percent: _cpu, rss_bytes: _rss, ...counts } = now;
  const same = Object.entries(counts).every(([name, value]) => told[name as keyof WorkerFigures] === value);
  const still =
    Math.abs(now.cpu_percent - told.cpu_percent) < noticeable.cpuPoints &&
    Math.abs(now.rss_bytes - told.rss_bytes) < noticeable.memoryShare * now.memory_bytes;
  return same && still ? told : rounded;
}
