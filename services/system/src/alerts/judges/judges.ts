import type { EvaluatedRule } from "@agentos/contracts/alerts/rules";
import { auditBroken, auditLag, breakerOpen, serviceDown } from "./control.ts";
import type { Judge } from "./judge.ts";
import { diskSpace, webhookDead } from "./outside.ts";
import { queueDepth, queueWait } from "./queues.ts";
import { agentShort, errorRate, workerOffline } from "./workers.ts";

/** How each rule is judged; a missing one does not compile. */
export const judges: Record<EvaluatedRule, Judge> = {
  worker_offline: workerOffline,
  agent_short: agentShort,
  error_rate: errorRate,
  queue_depth: queueDepth,
  queue_wait: queueWait,
  breaker_open: breakerOpen,
  audit_lag: auditLag,
  audit_broken: auditBroken,
  service_down: serviceDown,
  disk_space: diskSpace,
  webhook_dead: webhookDead,
};
