import { setTimeout as sleep } from "node:timers/promises";
import { describePlan, type Plan } from "@agentos/testkit/servers/plans";
import { percentile } from "../percentile.ts";
import { startLargeSystem, type LargeSystem } from "./large-system.ts";
import { openQuestions, type Question } from "./questions.ts";

const large = { jobs: 1_000_000, events: 10_000_000 };
const rounds = 20;
const loopsMs = 12_000;

/**
 * What jobs answers, and what its loops ask, at a million jobs and ten million events: milliseconds with the way over NATS, and the
 * plans of the statements that it sent, as they were carried out. Needs some 12 GB of disk and a few minutes.
 */
export async function benchScale(start = () => startLargeSystem(large)): Promise<void> {
  const system = await start();
  try {
    const { questions, close } = await openQuestions(system);
    await untilAnswered(questions);
    for (const question of questions) await measure(system, question);
    console.log("what the loops ask by themselves (relay, reaper, queue keeper, tallies, janitor):");
    system.plansSince();
    await sleep(loopsMs);
    for (const plan of slowestOf(system.plansSince())) print(plan);
    await close();
  } finally {
    await system.stop();
  }
}

/** The first answer comes when jobs has started. */
async function untilAnswered([first]: readonly Question[]): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await first?.ask();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(500);
    }
  }
}

async function measure(system: LargeSystem, { what, ask }: Question): Promise<void> {
  system.plansSince();
  const times: number[] = [];
  let failure: unknown;
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    try {
      await ask();
    } catch (error) {
      failure = error;
    }
    times.push(performance.now() - began);
  }
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  const how = failure instanceof Error ? `  refused: ${failure.message}` : "";
  console.log(`${what}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms${how}`);
  for (const plan of slowestOf(system.plansSince()).slice(0, 3)) print(plan);
}

/** Each statement once, as slow as it ever was; the slowest first. */
function slowestOf(plans: readonly Plan[]): Plan[] {
  const slowest = new Map<string, Plan>();
  for (const plan of plans) if (plan.ms > (slowest.get(plan.query)?.ms ?? -1)) slowest.set(plan.query, plan);
  return [...slowest.values()].filter((plan) => describePlan(plan) !== "").toSorted((a, b) => b.ms - a.ms);
}

function print(plan: Plan): void {
  console.log(`    ${plan.ms.toFixed(2)} ms  ${describePlan(plan)}`);
}
