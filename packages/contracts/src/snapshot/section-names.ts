/** Sections of the snapshot of everything that staff sees, in the order in which it has them. */
export const sectionNames = [
  "dashboard",
  "jobs",
  "queue",
  "agents_workers",
  "managers",
  "analytics",
  "logs",
  "config",
  "audit",
  "system",
] as const;

export type SectionName = (typeof sectionNames)[number];
