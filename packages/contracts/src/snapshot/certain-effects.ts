import type { ActionName, PayloadOf } from "../actions/actions.ts";
import type { StageName } from "../stages/stages.ts";
import type { Sections } from "./snapshot.ts";

/** The sections that an action changes, as they are once it has had its effect; what it does not change is the same object. */
export type CertainEffect<Payload> = (sections: Sections, payload: Payload) => Partial<Sections>;

/**
 * What may be shown of an action before its outcome is known: only where the effect is certain if it is accepted, and refusals
 * are rare. Not job.cancel (the job may end otherwise in the meantime), nor anything that processes have to follow.
 * The fields are functions of the sections alone, so that they can be applied again to each newer snapshot.
 */
export const certainEffects: { readonly [Name in ActionName]?: CertainEffect<PayloadOf<Name>> } = {
  // When a pause ends that has an end, the server says.
  "queue.pause": (sections, { queue, for_seconds: seconds }) =>
    seconds === undefined ? withQueues(sections, queue, { paused: true, paused_until: null }) : {},
  "queue.resume": (sections, { queue }) =>
    withQueues(sections, queue, { paused: false, paused_until: null, draining: false }),
  "agent.start": (sections, { agent }) => withAgentTaking(sections, agent, true),
  "agent.stop": (sections, { agent }) => withAgentTaking(sections, agent, false),
  "job.set_priority": ({ jobs }, { job_id, priority }) => ({
    jobs: {
      ...jobs,
      recent: jobs.recent && jobs.recent.map((row) => (row.id === job_id ? { ...row, priority } : row)),
    },
  }),
};

type QueueRow = NonNullable<Sections["queue"]["queues"]>[number];

function withQueues(
  { queue, dashboard }: Sections,
  name: StageName | "default",
  change: Partial<QueueRow>,
): Pick<Sections, "queue" | "dashboard"> {
  if (!queue.queues) return { queue, dashboard };
  const queues = queue.queues.map((row) => (name === "default" || row.queue === name ? { ...row, ...change } : row));
  const count = queues.filter((row) => row.paused).length;
  return {
    queue: { ...queue, queues },
    dashboard: { ...dashboard, queue: { ...dashboard.queue, paused: count } },
  };
}

function withAgentTaking(
  { agents_workers }: Sections,
  name: StageName,
  taking: boolean,
): Pick<Sections, "agents_workers"> {
  const { agents } = agents_workers;
  return {
    agents_workers: {
      ...agents_workers,
      agents: agents && agents.map((row) => (row.agent === name ? { ...row, taking } : row)),
    },
  };
}
