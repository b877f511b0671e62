import { stageByName, stageNames } from "@agentos/contracts/stages/stages";
import { expect } from "vitest";
import type { AttemptRow, ClipRow, JobRow, StepRow } from "../../src/db/tables.ts";
import type { Snapshot } from "./snapshot.ts";

type RunRow = { job_id: string; run: number; state: string };
type EventRow = { entity: string; entity_id: string; version: number };
type Rows = {
  jobs: JobRow[];
  runs: RunRow[];
  steps: StepRow[];
  attempts: AttemptRow[];
  clips: ClipRow[];
  events: EventRow[];
};

/** What must hold of the state machine at any time. */
export function expectInvariants(snapshot: Snapshot): void {
  const rows = snapshot as unknown as Rows;
  for (const job of rows.jobs) expectJob(job, rows);
  for (const run of rows.runs) expectRun(run, rows);
  for (const step of rows.steps) expectStep(step, rows);
}

function expectJob(job: JobRow, { runs, events }: Rows): void {
  const own = runs.filter((run) => run.job_id === job.id);
  expect(own.map((run) => run.run).toSorted()).toEqual(Array.from({ length: job.run }, (_, n) => n + 1));
  const current = own.find((run) => run.run === job.run);
  const active = job.status === "queued" || job.status === "processing";
  expect(current?.state).toBe(active ? "active" : job.status);
  for (const run of own) if (run !== current) expect(["failed", "cancelled"]).toContain(run.state);
  // Each version of a job is told by one event, and none is missing.
  const told = events.filter((event) => event.entity === "job" && event.entity_id === job.id);
  expect(told.map((event) => event.version).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: job.version }, (_, n) => n + 1),
  );
}

function expectRun(run: RunRow, { steps, clips }: Rows): void {
  const states = steps
    .filter((step) => step.job_id === run.job_id && step.run === run.run)
    .toSorted((a, b) => a.position - b.position)
    .map((step) => step.state);
  const firstOpen = states.findIndex((state) => state !== "done");
  const [open = "", ...later] = firstOpen === -1 ? [] : states.slice(firstOpen);
  const allowed: Record<string, [string[], string]> = {
    active: [["waiting", "held", "running"], "blocked"],
    failed: [["failed"], "blocked"],
    cancelled: [["cancelled"], "cancelled"],
  };
  const [current, after] = allowed[run.state] ?? [[""], ""];
  expect(states).toHaveLength(stageNames.length);
  expect(current).toContain(open);
  expect(later.every((state) => state === after)).toBe(true);
  const made = clips.filter((clip) => clip.job_id === run.job_id && clip.run === run.run);
  expect(new Set(made.map((clip) => clip.clip_index)).size).toBe(made.length);
  expect(made.length > 0).toBe(run.state === "completed");
}

function expectStep(step: StepRow, { attempts }: Rows): void {
  const own = attempts.filter((attempt) => attempt.step_id === step.id);
  const open = own.filter((attempt) => attempt.outcome === null);
  const done = own.filter((attempt) => attempt.outcome === "done");
  expect(open.map((attempt) => attempt.id)).toEqual(step.state === "running" ? [step.attempt_id] : []);
  expect(done.length).toBe(step.state === "done" && step.reused_from === null ? 1 : 0);
  if (done[0]) expect(step.attempt_id).toBe(done[0].id);
  expect(own.filter((attempt) => attempt.outcome !== "released")).toHaveLength(step.tries);
  expect(step.tries).toBeLessThanOrEqual(stageByName(step.stage).tries);
}

/** What must hold from one moment to the next: what has ended stays as it ended. */
export function expectNoReturn(before: Snapshot, after: Snapshot): void {
  const ended: Record<"runs" | "steps" | "attempts" | "clips", (row: Record<string, unknown>) => boolean> = {
    runs: (row) => row["state"] !== "active",
    steps: (row) => ["done", "failed", "cancelled"].includes(String(row["state"])),
    attempts: (row) => row["outcome"] !== null,
    clips: () => true,
  };
  for (const [table, isEnded] of Object.entries(ended)) {
    const name = table as keyof typeof ended;
    const now = new Set(after[name].map((row) => JSON.stringify(row)));
    for (const row of before[name]) if (isEnded(row)) expect(now).toContain(JSON.stringify(row));
  }
}
