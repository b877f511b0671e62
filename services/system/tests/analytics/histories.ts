import { randomUUID } from "node:crypto";
import { stages } from "@agentos/contracts/stages/stages";
import * as fc from "fast-check";
import type { Pool } from "pg";

/** An event that is to be written: of the job or worker of that number, so many milliseconds after the one before it. */
type Written = { owner: "jobs" | "fleet"; entity: string; id: string; name: string; payload: object; at: Date };

/** A life of a job or of a worker: its events, with the milliseconds between them. */
type Life = { owner: "jobs" | "fleet"; told: { name: string; payload: object; after: number }[] };

const after = fc.oneof(fc.nat({ max: 5000 }), fc.integer({ min: 1000, max: 3 * 3_600_000 }));
const code = fc.constantFrom("STAGE_FAILED", "NOT_A_VIDEO", "WORKER_LOST");
const attempt = fc.oneof(
  { weight: 16, arbitrary: fc.constant("done") },
  { weight: 4, arbitrary: fc.constantFrom("again", "released") },
  { weight: 1, arbitrary: fc.constantFrom("failed", "cancelled") },
);

/** What happens to a job: tries of its stages, its end, and perhaps another run. */
const jobLife: fc.Arbitrary<Life> = fc
  .array(
    fc.record({
      outcomes: fc.array(attempt, { minLength: 1, maxLength: 16 }),
      clips: fc.nat({ max: 4 }),
      code,
      noted: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .chain((runs) => {
    const told = runs.flatMap((run, index) => runOf(run, index + 1));
    return fc.array(after, { minLength: told.length, maxLength: told.length }).map((gaps): Life => ({
      owner: "jobs",
      told: told.map((event, index) => ({ ...event, after: gaps[index] ?? 0 })),
    }));
  });

type Run = { outcomes: string[]; clips: number; code: string; noted: boolean };

function runOf({ outcomes, clips, code: error_code, noted }: Run, run: number) {
  const told: { name: string; payload: object }[] = [
    { name: run === 1 ? "job:created" : "job:retried", payload: { run } },
    ...(noted ? [{ name: "job:noted", payload: { run } }] : []),
  ];
  let position = 0;
  for (const outcome of outcomes) {
    const { name: stage, event } = stages[position] ?? stages[0];
    told.push({ name: event, payload: { run, stage, tries: 1 } });
    const last = position === stages.length - 1;
    if (outcome === "failed") {
      return [
        ...told,
        { name: "job:failed", payload: { run, stage, error_code, message: `It broke at ${position}.` } },
      ];
    }
    if (outcome === "cancelled") return [...told, { name: "job:cancelled", payload: { run } }];
    if (outcome === "done" && last) return [...told, { name: "job:completed", payload: { run, clips } }];
    const state = outcome === "done" ? "done" : "waiting";
    told.push({
      name: "job:step",
      payload: { run, stage, state, error_code: outcome === "again" ? error_code : null },
    });
    if (outcome === "done") position += 1;
  }
  return [...told, { name: "job:cancelled", payload: { run } }];
}

const workerLife: fc.Arbitrary<Life> = fc
  .tuple(fc.constantFrom(...stages.map(({ name }) => name)), fc.array(after, { minLength: 1, maxLength: 6 }))
  .map(([agent, gaps]) => ({
    owner: "fleet",
    told: gaps.map((gap, index) => ({
      name: index % 2 === 0 ? "worker:online" : "worker:offline",
      payload: { agent },
      after: gap,
    })),
  }));

/** Lives side by side: the events of all of them in the order of their moments. */
export const histories: fc.Arbitrary<Written[]> = fc
  .array(fc.oneof({ weight: 3, arbitrary: jobLife }, { weight: 1, arbitrary: workerLife }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((lives) => lives.flatMap(written).toSorted((a, b) => a.at.getTime() - b.at.getTime()));

const begin = Date.parse("2026-03-01T00:00:00Z");

function written({ owner, told }: Life): Written[] {
  const id = randomUUID();
  let at = begin;
  return told.map(({ name, payload, after: gap }) => {
    at += gap;
    return { owner, entity: owner === "jobs" ? "job" : "worker", id, name, payload, at: new Date(at) };
  });
}

/** Writes events as their owner does, some of them in transactions that are given up, so that numbers are missing. */
export async function write(pool: Pool, events: readonly Written[]): Promise<void> {
  for (const [index, { owner, entity, id, name, payload, at }] of events.entries()) {
    const text = `insert into ${owner}.events (id, name, entity, entity_id, version, payload, traceparent, created_at)
      values ($1, $2, $3, $4, 1, $5, '', $6)`;
    const row = [randomUUID(), name, entity, id, JSON.stringify(payload), at];
    if (index % 5 === 0) await pool.query(`select nextval(pg_get_serial_sequence('${owner}.events', 'seq'))`);
    await pool.query(text, row);
  }
}
