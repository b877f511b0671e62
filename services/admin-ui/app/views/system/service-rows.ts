import type { ServiceProbe } from "@agentos/contracts/actions/system/run-health-check";
import { probedServices, type ProbedService } from "@agentos/contracts/messages/health";
import type { Standing } from "./standing.ts";
import type { SystemFields } from "./use-system.ts";

/** What is known of a service from all sides. */
export type ServiceRow = {
  service: ProbedService;
  /** Null where nobody has said yet. */
  answers: boolean | null;
  /** Since when it does, or does not. */
  since: string | null;
  /** Milliseconds that its last answer took: to the snapshot's builder, or of the front door to this browser. */
  answerMs: number | null;
  /** Of the last health check. */
  probe: ServiceProbe | null;
};

/** What a dependency was like for all services that tried it in the last health check. */
export type DependencyRow = {
  name: string;
  reached: readonly string[];
  failed: readonly string[];
  fastestMs: number;
  slowestMs: number;
  slowestFor: string;
};

export type Sources = {
  services: SystemFields["services"] | undefined;
  standing: Standing;
  probes: readonly ServiceProbe[] | undefined;
};

/** All services but the workers, each with what the snapshot, the way to it and the last health check say of it. */
export function serviceRows({ services, standing, probes }: Sources): ServiceRow[] {
  const { health, reached, tookMs } = standing;
  // Nobody tells of these two in the snapshot: one hands it out, and the other one makes it.
  const seen: Partial<Record<ProbedService, Pick<ServiceRow, "answers" | "answerMs">>> = {
    gateway: { answers: reached, answerMs: reached ? tookMs : null },
    "read-model": { answers: reached === true && health ? health.builder !== null : null, answerMs: null },
  };
  return probedServices.map((service) => {
    const told = services?.find((one) => one.service === service);
    const owner = health?.owners.find((one) => one.owner === service);
    return {
      service,
      answers: told?.answers ?? seen[service]?.answers ?? null,
      since: told?.since ?? null,
      answerMs: owner?.answers ? owner.took_ms : (seen[service]?.answerMs ?? null),
      probe: probes?.find((probe) => probe.service === service) ?? null,
    };
  });
}

/** What the services depend on, by name: who reached it and how quickly. */
export function dependencyRows(probes: readonly ServiceProbe[]): DependencyRow[] {
  const tried = probes.flatMap(({ service, checks }) => checks.map((check) => ({ service, ...check })));
  return [...Map.groupBy(tried, ({ name }) => name)]
    .map(([name, tries]) => {
      const byTime = tries.toSorted((a, b) => a.ms - b.ms);
      return {
        name,
        reached: tries.filter(({ ok }) => ok).map(({ service }) => service),
        failed: tries.filter(({ ok }) => !ok).map(({ service }) => service),
        fastestMs: byTime[0]?.ms ?? 0,
        slowestMs: byTime.at(-1)?.ms ?? 0,
        slowestFor: byTime.at(-1)?.service ?? "",
      };
    })
    .toSorted((a, b) => b.reached.length + b.failed.length - a.reached.length - a.failed.length);
}

/** Milliseconds for people: `under 1 ms`, `12 ms`. */
export function formatMs(ms: number): string {
  return ms < 1 ? "under 1 ms" : `${Math.round(ms).toLocaleString("en")} ms`;
}
