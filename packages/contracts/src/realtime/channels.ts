import type { Permission } from "../permissions.ts";

type Channel = {
  /** `own`: every account, of what is its own; staff of all. `staff`: staff, from where administrators come. A permission: who has it. */
  access: "own" | "staff" | Permission;
  summary: string;
};

/** What a socket can subscribe to. */
export const channels = {
  snapshot: { access: "staff", summary: "Patches of the snapshot: whoever applies them all holds its latest version" },
  job_status: { access: "own", summary: "What happens to jobs, and how far they are" },
  queue_updates: { access: "staff", summary: "Queues paused, resumed, cleared, drained; thresholds passed" },
  worker_capacity: { access: "staff", summary: "How many workers an agent has, and how much they take on" },
  worker_updates: { access: "staff", summary: "Workers that come, go, or are changed" },
  worker_health: { access: "staff", summary: "Self-tests of workers and what they report" },
  runtime_status: { access: "staff", summary: "Services that answer or do not, and control loops that change" },
  agent_updates: { access: "staff", summary: "Agents started, stopped, scaled" },
  agent_config: { access: "staff", summary: "Settings of agents" },
  pipeline_status: { access: "staff", summary: "Jobs entering stages, and uploads" },
  system_alerts: { access: "staff", summary: "What somebody has to look at" },
  action_results: { access: "staff", summary: "Actions that have ended" },
  log_tail: { access: "staff", summary: "Log lines as they are written" },
  config_changes: { access: "staff", summary: "Changes of configuration" },
} as const satisfies Record<string, Channel>;

export type ChannelName = keyof typeof channels;
export const channelNames = Object.keys(channels) as [ChannelName, ...ChannelName[]];

/** Other names of channels. */
export const channelAliases: Readonly<Record<string, ChannelName>> = { celery_status: "runtime_status" };

/** Whom an event is for: administrators, all of staff, and the person whose it is. */
export const rooms = ["admin", "monitoring", "owner"] as const;
export type Room = (typeof rooms)[number];
