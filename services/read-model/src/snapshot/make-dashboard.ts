import { healthTiers } from "@agentos/contracts/api/agents";
import type { Dashboard, DashboardSource } from "@agentos/contracts/snapshot/dashboard";
import type { ManagerStanding } from "@agentos/contracts/snapshot/parts/managers";
import type { Sections } from "@agentos/contracts/snapshot/snapshot";

type Made = Pick<Sections, DashboardSource>;

/** The figures at the top, from the other sections; null where those are not known. */
export function makeDashboard(sections: Made): Dashboard {
  return {
    ...ofJobs(sections),
    ...ofFleet(sections),
    ...ofSystem(sections),
    managers: ofManagers(sections),
    audit: ofAudit(sections),
  };
}

function ofJobs({ jobs: { counts }, queue }: Made): Pick<Dashboard, "jobs" | "queue"> {
  return {
    jobs: {
      queued: counts && counts.queued,
      processing: counts && counts.processing,
      completed: counts && counts.completed,
      failed: counts && counts.failed,
      cancelled: counts && counts.cancelled,
    },
    queue: {
      waiting: queue.waiting,
      running: queue.running,
      dead_letters: queue.dead_letters,
      paused: queue.queues && queue.queues.filter(({ paused }) => paused).length,
    },
  };
}

function ofFleet({ agents_workers: { agents } }: Made): Pick<Dashboard, "workers" | "agents"> {
  const sum = (of: "workers" | "workers_online"): number | null =>
    agents && agents.reduce((total, agent) => total + agent[of], 0);
  return {
    workers: { online: sum("workers_online"), total: sum("workers") },
    agents: Object.fromEntries(
      healthTiers.map((tier) => [tier, agents && agents.filter(({ health }) => health === tier).length]),
    ) as Dashboard["agents"],
  };
}

function ofSystem({
  system: { actions, breakers, accounts, alerts },
}: Made): Pick<Dashboard, "actions" | "breakers" | "accounts" | "alerts"> {
  return {
    actions: { open: actions && actions.open, failed_last_hour: actions && actions.last_hour.failed },
    breakers: {
      open: breakers && breakers.filter(({ state }) => state !== "closed").length,
      total: breakers && breakers.length,
    },
    alerts: {
      total: alerts && alerts.total,
      critical: alerts && alerts.critical,
      unacknowledged: alerts && alerts.unacknowledged,
    },
    accounts: {
      total: accounts && accounts.total,
      disabled: accounts && accounts.disabled,
      locked: accounts && accounts.locked,
    },
  };
}

/** Not known as long as one owner's are not: the others' alone would look like all. */
function ofManagers({ managers }: Made): Dashboard["managers"] {
  const byOwner: (ManagerStanding[] | null)[] = Object.values(managers);
  if (byOwner.includes(null)) return { failing: null, total: null };
  const all = byOwner.flatMap((some) => some ?? []);
  const failing = all.filter(({ state }) => state === "failing" || state === "leaderless");
  return { failing: failing.length, total: all.length };
}

function ofAudit({ audit: { chain } }: Made): Dashboard["audit"] {
  if (!chain) return { chain_ok: null, unverified: null };
  const { contradiction, last_verification, unverified } = chain;
  return { chain_ok: contradiction === null && last_verification?.whole !== false, unverified };
}
