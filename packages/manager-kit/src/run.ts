import { randomUUID } from "node:crypto";
import { AppError } from "@agentos/contracts/errors";
import { managerByName } from "@agentos/contracts/managers/managers";
import { toAppError } from "@agentos/service-kit/http/errors";
import type { Logger } from "@agentos/service-kit/logger";
import { runInTrace } from "@agentos/service-kit/trace";
import { tablesOf, type ManagerContext } from "./context.ts";
import type { Begun, EndedRun } from "./begun.ts";
import { holdLead } from "./lead.ts";
import { takeDownRun } from "./take-down-run.ts";
import type { Counts } from "./tables.ts";
import { LeadLost, type RunCall } from "./work.ts";

export type AnyWork = (run: RunCall<never>) => Promise<Counts>;

/** Why a run was told to stop. */
class ToldToStop extends Error {}

/** One run of a manager by this copy. It is told to stop when the lead is not renewed in time. */
export class Run {
  readonly begun: Begun;
  /** Resolves when the run has ended and has been taken down. Never rejects. */
  readonly ended: Promise<EndedRun>;
  readonly #id = randomUUID();
  readonly #stop = new AbortController();
  #guard: NodeJS.Timeout | undefined;

  constructor(context: ManagerContext, begun: Begun, work: AnyWork) {
    this.begun = begun;
    this.ended = runInTrace(undefined, () => this.#carryOut(context, work)).finally(() => clearTimeout(this.#guard));
  }

  /** The lead lasts for `ms` more. */
  extend(ms: number): void {
    clearTimeout(this.#guard);
    this.#guard = setTimeout(() => this.stop("the lead was not renewed"), Math.max(0, ms));
  }

  stop(why: string): void {
    this.#stop.abort(new ToldToStop(why));
  }

  async #carryOut(context: ManagerContext, work: AnyWork): Promise<EndedRun> {
    const { log } = context;
    const { manager, trigger } = this.begun;
    const startedAt = performance.now();
    const ended: EndedRun = { ...this.begun, id: this.#id, outcome: "done", counts: {}, error: null, durationMs: 0 };
    try {
      if (trigger === "run_now") await this.#answerFor(context);
      ended.counts = await this.#work(log, work);
    } catch (thrown) {
      Object.assign(ended, this.#judge(thrown, log));
    }
    ended.durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
    await takeDownRun(context, ended).catch((error: unknown) =>
      // The manager is due still, and whoever leads then runs it again.
      log.warn({ err: error, manager }, "the end of a manager's run could not be taken down"),
    );
    return ended;
  }

  /** The actions that have asked for a run before this one does anything are answered by it. */
  async #answerFor(context: ManagerContext): Promise<void> {
    await tablesOf(context)
      .updateTable("manager_operations")
      .set({ run_id: this.#id })
      .where("manager", "=", this.begun.manager)
      .where("kind", "=", "run_now")
      .execute();
  }

  async #work(log: Logger, work: AnyWork): Promise<Counts> {
    const { manager, settings, intervalSeconds } = this.begun;
    const contract = managerByName(manager);
    const overtime = AbortSignal.timeout(contract.runSeconds * 1000);
    const parsed = contract.settings.safeParse(settings);
    if (!parsed.success) log.warn({ manager, err: parsed.error }, "settings of an older version: the defaults hold");
    const call: RunCall<never> = {
      settings: (parsed.data ?? contract.settings.parse({})) as never,
      intervalSeconds,
      signal: AbortSignal.any([this.#stop.signal, overtime]),
      fence: (tx) => holdLead(tx, this.begun),
    };
    try {
      return await work(call);
    } catch (error) {
      if (!overtime.aborted || this.#stop.signal.aborted) throw error;
      throw new AppError("TIMEOUT", `The run took longer than ${contract.runSeconds} s.`, { cause: error });
    }
  }

  #judge(thrown: unknown, log: Logger): Pick<EndedRun, "outcome" | "error"> {
    const { manager } = this.begun;
    if (this.#stop.signal.aborted) {
      return { outcome: "aborted", error: (this.#stop.signal.reason as ToldToStop).message };
    }
    if (thrown instanceof LeadLost) return { outcome: "aborted", error: thrown.message };
    const { code, message } = toAppError(thrown);
    log.warn({ err: thrown, manager }, "run of a manager failed");
    return { outcome: "failed", error: `${code}: ${message}` };
  }
}
