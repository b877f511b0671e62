import type { LongAction } from "@agentos/action-kit/long/long-action";
import type { ServiceProbe } from "@agentos/contracts/actions/system/run-health-check";
import { healthQueries, probedServices, type ProbedService } from "@agentos/contracts/messages/health";
import { ask } from "@agentos/messaging/request";
import type { Context } from "../context.ts";

type Parts = Pick<Context, "nc" | "log">;

/** Asks every service how it is, all at once; one that is asleep does not keep the others waiting. */
export function runHealthCheck(context: Parts): LongAction<"system.run_health_check"> {
  return {
    async run({ payload: { deep }, progress }) {
      let done = 0;
      await progress(done, probedServices.length);
      const services = await Promise.all(
        probedServices.map(async (service) => {
          const found = await probeService(context, service, deep);
          done += 1;
          await progress(done, probedServices.length);
          return found;
        }),
      );
      return { result: { ok: services.every(({ ok }) => ok), services } };
    },
  };
}

async function probeService({ nc, log }: Parts, service: ProbedService, deep: boolean): Promise<ServiceProbe> {
  const begun = performance.now();
  const tookMs = (): number => Math.round((performance.now() - begun) * 10) / 10;
  try {
    const { checks } = await ask(nc, healthQueries[service], { deep });
    return { service, ok: checks.every(({ ok }) => ok), ms: tookMs(), checks };
  } catch (error) {
    log.warn({ err: error, service }, "a service does not say how it is");
    return { service, ok: false, ms: tookMs(), checks: [] };
  }
}
