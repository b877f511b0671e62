import type { Heartbeat, WorkerFigures } from "@agentos/contracts/messages/fleet";
import type { AttemptEnd } from "./attempt.ts";

type Failures = Heartbeat["failures"];
type Counted = Pick<
  WorkerFigures,
  "done" | "failed" | "recent_done" | "recent_failed" | "busy_seconds" | "useful_seconds"
>;

const keptFailures = 20;
const recentEnds = 20;

/** Counts what became of a worker's attempts since it started. */
export class Tally {
  #done = 0;
  #failed = 0;
  #busySeconds = 0;
  #usefulSeconds = 0;
  readonly #recent: boolean[] = [];
  readonly #failures: Failures = [];

  /** Takes down how an attempt ended, and after how many seconds of work. */
  add(attempt: { attempt_id: string; job_id: string }, end: AttemptEnd, seconds: number): void {
    this.#busySeconds += seconds;
    if (end.outcome === "done") {
      this.#done += 1;
      this.#usefulSeconds += seconds;
      this.#remember(true);
    }
    if (!end.failure) return;
    const { code, retryable } = end.failure;
    if (retryable) {
      this.#failed += 1;
      this.#remember(false);
    }
    const { attempt_id, job_id } = attempt;
    const at = new Date().toISOString();
    this.#failures.push({ attempt_id, job_id, error_code: code, input_at_fault: !retryable, at });
    if (this.#failures.length > keptFailures) this.#failures.shift();
  }

  counts(): Counted {
    const recentDone = this.#recent.filter(Boolean).length;
    return {
      done: this.#done,
      failed: this.#failed,
      recent_done: recentDone,
      recent_failed: this.#recent.length - recentDone,
      busy_seconds: this.#busySeconds,
      useful_seconds: this.#usefulSeconds,
    };
  }

  failures(): Failures {
    return [...this.#failures];
  }

  #remember(success: boolean): void {
    this.#recent.push(success);
    if (this.#recent.length > recentEnds) this.#recent.shift();
  }
}
