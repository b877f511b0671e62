import { healthQueries, type ProbedService } from "@agentos/contracts/messages/health";
import type { Logger } from "@agentos/service-kit/logger";
import { checkReadiness, type ReadinessCheck } from "@agentos/service-kit/ops";
import type { NatsConnection, Subscription } from "@nats-io/transport-node";
import { serve } from "./request.ts";

/** Answers how a service is: with each of its checks, done now, where that is asked for. */
export function serveHealth(
  { nc, log }: { nc: NatsConnection; log: Logger },
  service: ProbedService,
  checks: Record<string, ReadinessCheck>,
): Subscription {
  return serve(nc, healthQueries[service], log, async ({ deep }) => {
    if (!deep) return { checks: [] };
    const found = await checkReadiness(checks);
    if (!found.ready) log.warn({ checks: found.checks }, "something that this service needs does not work");
    return { checks: Object.entries(found.checks).map(([name, { ok, ms }]) => ({ name, ok, ms })) };
  });
}
