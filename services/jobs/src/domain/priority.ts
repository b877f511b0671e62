import { priorities, type Priority } from "@agentos/contracts/job-options";

/** The database's number of a priority: higher goes first. */
export function priorityRank(priority: Priority): number {
  return priorities.indexOf(priority);
}

export function priorityName(rank: number): Priority {
  const name = priorities[rank];
  if (!name) throw new RangeError(`${rank} is no priority`);
  return name;
}
