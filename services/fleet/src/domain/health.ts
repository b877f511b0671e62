import { healthTiers, type HealthTier } from "@agentos/contracts/api/agents";
import { heartbeats } from "@agentos/contracts/limits";
import type { WorkerFigures } from "@agentos/contracts/messages/fleet";

/** What is known of a worker when its health is judged. */
export type Signs = {
  online: boolean;
  /** Since its last report. */
  silentSeconds: number;
  /** Its programs passed the last self-test. */
  ready: boolean;
  figures: Pick<
    WorkerFigures,
    "recent_done" | "recent_failed" | "cpu_percent" | "cores" | "rss_bytes" | "memory_bytes"
  >;
  runningTasks: number;
};

export type Health = { tier: HealthTier; reasons: string[] };

type Sign = { tier: Exclude<HealthTier, "healthy">; shows(signs: Signs): string | undefined };

/** Fewer attempts than these say nothing about a rate. */
const leastEnded = 3;

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function failing(signs: Signs, from: number, below = Infinity): string | undefined {
  const { recent_done: done, recent_failed: failed } = signs.figures;
  const rate = failed / (done + failed);
  const shows = done + failed >= leastEnded && rate >= from && rate < below;
  return shows ? `${failed} of the last ${done + failed} attempts failed.` : undefined;
}

function full({ figures }: Signs, from: number, below = Infinity): string | undefined {
  const share = figures.rss_bytes / figures.memory_bytes;
  return share >= from && share < below ? `It holds ${percent(share)} of the memory.` : undefined;
}

function late({ silentSeconds }: Signs, from: number, below = Infinity): string | undefined {
  const missed = silentSeconds / heartbeats.everySeconds;
  return missed >= from && missed < below ? `It has not reported for ${Math.round(silentSeconds)} s.` : undefined;
}

/**
 * Every sign of illness, and the tier that it means. Reports: late by half an interval, by one, and offline after three. CPU
 * counts only without a task: a worker that encodes is meant to be busy.
 */
const signsOfIllness: readonly Sign[] = [
  { tier: "offline", shows: (signs) => (signs.online ? undefined : "It is offline.") },
  { tier: "degraded", shows: (signs) => (signs.ready ? undefined : "Its self-test failed, or has not ended yet.") },
  { tier: "degraded", shows: (signs) => late(signs, 2) },
  { tier: "degraded", shows: (signs) => failing(signs, 0.5) },
  { tier: "degraded", shows: (signs) => full(signs, 0.9) },
  { tier: "warning", shows: (signs) => late(signs, 1.5, 2) },
  { tier: "warning", shows: (signs) => failing(signs, 0.2, 0.5) },
  { tier: "warning", shows: (signs) => full(signs, 0.75, 0.9) },
  {
    tier: "warning",
    shows: ({ figures, runningTasks }) =>
      runningTasks === 0 && figures.cpu_percent >= 80
        ? `It uses ${Math.round(figures.cpu_percent)} % of a core without a task.`
        : undefined,
  },
];

/** The tier of a worker, and sentences that say why. What an offline worker had before says nothing any more. */
export function healthOf(signs: Signs): Health {
  const shown = signsOfIllness.flatMap(({ tier, shows }) => {
    const reason = shows(signs);
    return reason === undefined ? [] : [{ tier, reason }];
  });
  if (!signs.online) return { tier: "offline", reasons: shown.slice(0, 1).map(({ reason }) => reason) };
  return { tier: worstOf(shown.map(({ tier }) => tier)), reasons: shown.map(({ reason }) => reason) };
}

/** The worst of several tiers; healthy where there are none. */
export function worstOf(tiers: readonly HealthTier[]): HealthTier {
  return healthTiers[Math.max(0, ...tiers.map((tier) => healthTiers.indexOf(tier)))] ?? "healthy";
}

/** Of an agent: the worst of its workers' tiers, leaving out those that are gone; offline where none is left. */
export function agentTier(tiers: readonly HealthTier[]): HealthTier {
  const present = tiers.filter((tier) => tier !== "offline");
  return present.length > 0 ? worstOf(present) : "offline";
}
