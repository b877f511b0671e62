import type { Stack } from "@agentos/testkit/servers/stack";

/** Cumulative counts of a Prometheus histogram, by upper bound in seconds. */
type Histogram = Map<number, number>;

const form = /^pipeline_step_seconds_bucket\{(?=[^}]*le="([^"]+)")(?=[^}]*step="([^"]+)")[^}]*\} (\d+)/;

/** Prints p50 and p99 of each step of the pipeline, as the dispatcher itself has measured them. */
export async function printSteps(stack: Stack): Promise<void> {
  const port = stack.processes().find((one) => one.name === "host")?.ports["action-dispatcher ops"];
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  for (const [step, histogram] of readHistograms(metrics)) {
    const [p50, p99] = [0.5, 0.99].map((share) => quantile(histogram, share) * 1000);
    console.log(`  ${step.padEnd(14)} p50 ≤ ${p50?.toFixed(1)} ms   p99 ≤ ${p99?.toFixed(1)} ms`);
  }
}

function readHistograms(metrics: string): Map<string, Histogram> {
  const found = new Map<string, Histogram>();
  for (const line of metrics.split("\n")) {
    const [, bound, step, count] = form.exec(line) ?? [];
    if (!bound || !step) continue;
    const histogram = found.get(step) ?? new Map<number, number>();
    found.set(step, histogram.set(bound === "+Inf" ? Number.POSITIVE_INFINITY : Number(bound), Number(count)));
  }
  return found;
}

/** Upper bound of the bucket in which the quantile lies. */
function quantile(histogram: Histogram, share: number): number {
  const total = Math.max(...histogram.values());
  const bounds = [...histogram].toSorted(([a], [b]) => a - b);
  return bounds.find(([, count]) => count >= total * share)?.[0] ?? Number.NaN;
}
