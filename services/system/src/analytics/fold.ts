import { stageEntered } from "@agentos/contracts/events/jobs";
import type { HistoryOwner } from "@agentos/contracts/messages/event-history";
import { fingerprintOf } from "./fingerprint.ts";
import type { Tallies } from "./tallies.ts";

/** An event of an owner's history; `at` in milliseconds since 1970. */
export type Told = { name: string; entity_id: string; payload: Record<string, unknown>; at: number };

/** What is known of a run that has not ended; moments as in `Told`. */
export type RunState = {
  since: number | null;
  started: number | null;
  waiting: number | null;
  entered: number | null;
  stage: string | null;
};
export type WorkerState = { agent: string; online: number };

/** What the next events are measured from. */
export type State = { runs: Map<string, RunState>; workers: Map<string, WorkerState> };

export type Counting = { state: State; tallies: Tallies; slaSeconds: number };
type Count = (counting: Counting, told: Told) => void;

const unknownRun: RunState = { since: null, started: null, waiting: null, entered: null, stage: null };

function runOf({ state }: Counting, { entity_id }: Told): RunState {
  return state.runs.get(entity_id) ?? unknownRun;
}

function begin(measure: "created" | "retried"): Count {
  return ({ state, tallies }, { entity_id, at }) => {
    tallies.add(at, measure);
    state.runs.set(entity_id, { ...unknownRun, since: at, waiting: at });
  };
}

const enter: Count = (counting, told) => {
  const run = runOf(counting, told);
  const stage = String(told.payload["stage"]);
  counting.tallies.duration("wait", run.waiting, told.at, stage);
  const entered = { ...run, started: run.started ?? told.at, waiting: null, entered: told.at, stage };
  counting.state.runs.set(told.entity_id, entered);
};

/** Counts the attempt that has ended, where there is one. */
function endAttempt(counting: Counting, told: Told, outcome: string): void {
  const { entered, stage } = runOf(counting, told);
  if (entered === null || stage === null) return;
  counting.tallies.add(told.at, "attempts", { subject: stage, detail: outcome });
  counting.tallies.spent("busy", entered, told.at, stage);
  if (outcome === "done") counting.tallies.duration("stage", entered, told.at, stage);
}

const step: Count = (counting, told) => {
  const { state, error_code } = told.payload;
  endAttempt(counting, told, state === "done" ? "done" : error_code === null ? "released" : "again");
  const run = runOf(counting, told);
  counting.state.runs.set(told.entity_id, { ...run, entered: null, waiting: told.at });
};

function end(status: "completed" | "failed" | "cancelled", outcome: string, count: Count): Count {
  return (counting, told) => {
    endAttempt(counting, told, outcome);
    counting.tallies.add(told.at, "ended", { subject: status });
    count(counting, told);
    counting.state.runs.delete(told.entity_id);
  };
}

const complete: Count = (counting, told) => {
  const { since, started } = runOf(counting, told);
  const { tallies, slaSeconds } = counting;
  tallies.duration("turnaround", since, told.at);
  tallies.duration("processing", started, told.at);
  const within = since !== null && told.at - since <= slaSeconds * 1000;
  tallies.add(told.at, "sla", { subject: within ? "within" : "beyond" });
  tallies.add(told.at, "clips", { subject: `${Number(told.payload["clips"] ?? 0)}` });
};

const fail: Count = ({ tallies }, { at, payload }) => {
  tallies.add(at, "sla", { subject: "beyond" });
  const [code, stage] = [String(payload["error_code"]), String(payload["stage"])];
  const subject = fingerprintOf(code, stage, String(payload["message"] ?? ""));
  tallies.add(at, "errors", { subject, detail: `${code} ${stage}` });
};

const online: Count = ({ state }, { entity_id, payload, at }) => {
  const known = state.workers.get(entity_id);
  state.workers.set(entity_id, known ?? { agent: String(payload["agent"]), online: at });
};

const offline: Count = ({ state, tallies }, { entity_id, at }) => {
  const worker = state.workers.get(entity_id);
  if (worker) tallies.spent("online", worker.online, at, worker.agent);
  state.workers.delete(entity_id);
};

const counts: Record<HistoryOwner, ReadonlyMap<string, Count>> = {
  jobs: new Map<string, Count>([
    ["job:created", begin("created")],
    ["job:retried", begin("retried")],
    ...stageEntered.map(({ name }): [string, Count] => [name, enter]),
    ["job:step", step],
    ["job:completed", end("completed", "done", complete)],
    ["job:failed", end("failed", "failed", fail)],
    ["job:cancelled", end("cancelled", "cancelled", () => undefined)],
    ["job:purged", ({ state }, { entity_id }) => void state.runs.delete(entity_id)],
  ]),
  fleet: new Map<string, Count>([
    ["worker:online", online],
    ["worker:offline", offline],
  ]),
};

/** Events of an owner that are counted. */
export function countedNames(owner: HistoryOwner): string[] {
  return [...counts[owner].keys()];
}

/** Counts an event; those of an entity have to come in the order in which they were written. */
export function countEvent(counting: Counting, owner: HistoryOwner, told: Told): void {
  counts[owner].get(told.name)?.(counting, told);
}
