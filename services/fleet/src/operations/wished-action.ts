import type { ActionNameOf } from "@agentos/contracts/actions/actions";

/** Actions whose effect is outside the database: held, and ended when it is observed. */
export type WishedAction = Extract<
  ActionNameOf<"fleet">,
  | "worker.restart"
  | "worker.restart_all"
  | "worker.scale"
  | "worker.drain"
  | "worker.stop"
  | "agent.restart"
  | "agent.health_check"
>;
