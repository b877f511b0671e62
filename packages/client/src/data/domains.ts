import type { SectionName } from "@agentos/contracts/snapshot/section-names";
import type { PagedSection } from "@agentos/contracts/snapshot/section-queries";

/** For how long after the server has vouched for it something counts as fresh, in milliseconds. */
export const freshForMs = { critical: 5000, important: 10_000, standard: 60_000, static: 3_600_000 } as const;
type Domain = keyof typeof freshForMs;

/** How fast each section grows old: what somebody may act on at once is critical. */
const domains = {
  dashboard: "important",
  jobs: "important",
  queue: "critical",
  dead_letters: "important",
  agents_workers: "critical",
  managers: "important",
  analytics: "standard",
  logs: "important",
  config: "static",
  audit: "standard",
  system: "critical",
  config_versions: "standard",
  users: "standard",
  alerts: "critical",
  webhook_deliveries: "important",
} as const satisfies Record<SectionName, Domain> & Record<string, Domain>;

/** Milliseconds for which a section is fresh. */
export function freshMsOf(section: SectionName | PagedSection): number {
  return freshForMs[domains[section]];
}

/** Of rows that are behind no section of the snapshot: the section that changes when they do. */
const toldBy: Record<Exclude<PagedSection, SectionName>, SectionName> = {
  dead_letters: "queue",
  config_versions: "config",
  users: "system",
  alerts: "system",
  webhook_deliveries: "system",
};

/** The section whose changes make rows old. */
export function tellerOf(section: PagedSection): SectionName {
  return section in toldBy ? toldBy[section as keyof typeof toldBy] : (section as SectionName);
}
