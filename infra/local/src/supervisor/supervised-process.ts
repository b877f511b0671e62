import { setTimeout as sleep } from "node:timers/promises";
import { launch, signalProcess, waitUntilReady, type RunningProcess } from "@agentos/local-servers/process/launch";
import { lastLines, rotateLog } from "@agentos/local-servers/process/log-file";
import { identify } from "@agentos/local-servers/process/process-identity";
import type { ProcessSpec } from "@agentos/local-servers/process/process-spec";
import type { ProcessState, ProcessView } from "@agentos/local-servers/process/state-file";
import { createRestartPolicy } from "./restart-policy.ts";
import { watchHealth } from "./watch-health.ts";

export type SupervisedOptions = {
  spec: ProcessSpec;
  /** Throws when the process does not answer at all; left out where the end of the process is all that is watched. */
  alive?: () => Promise<void>;
  /** Tells people what happened. */
  say: (line: string) => void;
  /** Called after each change of what `view` gives. */
  changed: () => void;
};

/** A process that is started again whenever it ends, until it is stopped. */
export class SupervisedProcess {
  readonly #options: SupervisedOptions;
  readonly #policy = createRestartPolicy();
  readonly #stopping = new AbortController();
  #state: ProcessState = "starting";
  #running: RunningProcess | undefined;
  #startTime: string | undefined;
  #restarts = 0;
  #loop: Promise<void> | undefined;

  constructor(options: SupervisedOptions) {
    this.#options = options;
  }

  /** Resolves when it serves for the first time. Errors: StartError, and then it is not running. */
  async start(): Promise<void> {
    rotateLog(this.#options.spec.logFile);
    const running = await this.#launch();
    try {
      await waitUntilReady(this.#options.spec, running);
    } catch (error) {
      await running.stop();
      this.#enter("stopped", undefined);
      throw error;
    }
    this.#enter("running", running);
    this.#loop = this.#watch(running);
  }

  /** Ends it, and what would start it again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running?.stop();
    await this.#loop;
    this.#enter("stopped", undefined);
  }

  view(): ProcessView {
    const { name, ports, logFile } = this.#options.spec;
    const pid = this.#running?.pid;
    return {
      name,
      state: this.#state,
      ...(pid ? { pid, startTime: this.#startTime ?? "" } : {}),
      restarts: this.#restarts,
      ports,
      log: logFile,
    };
  }

  async #watch(first: RunningProcess): Promise<void> {
    let running: RunningProcess | undefined = first;
    while (!this.#stopping.signal.aborted) {
      if (running) await this.#untilEnded(running);
      if (this.#stopping.signal.aborted) return;
      running = await this.#startAgain();
    }
  }

  async #untilEnded(running: RunningProcess): Promise<void> {
    const { alive, say, spec } = this.#options;
    const kill = (): void => {
      say(`${spec.name} (pid ${running.pid}) does not answer any more and is killed.`);
      signalProcess(running.pid, "SIGKILL");
    };
    const stopWatching = alive ? watchHealth(alive, kill) : () => undefined;
    const { code, signal } = await running.ended;
    stopWatching();
    if (!this.#stopping.signal.aborted) say(`${spec.name} ended (${signal ?? `code ${code}`}) and is started again.`);
  }

  async #startAgain(): Promise<RunningProcess | undefined> {
    const { say, spec } = this.#options;
    this.#enter("restarting", undefined);
    const { pauseMs, loops } = this.#policy.ended(performance.now());
    if (loops) say(`${spec.name} keeps ending. The end of ${spec.logFile}:\n${lastLines(spec.logFile, 15)}`);
    await sleep(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    if (this.#stopping.signal.aborted) return undefined;
    this.#restarts += 1;
    try {
      const running = await this.#launch();
      this.#enter("running", running);
      return running;
    } catch (error) {
      say(`${spec.name} cannot be started: ${String(error)}`);
      return undefined;
    }
  }

  async #launch(): Promise<RunningProcess> {
    const running = await launch(this.#options.spec);
    if (this.#stopping.signal.aborted) {
      await running.stop();
      throw new Error("stopped while it was being started");
    }
    this.#enter(this.#state, running);
    return running;
  }

  #enter(state: ProcessState, running: RunningProcess | undefined): void {
    this.#state = state;
    if (running && running !== this.#running) this.#startTime = identify(running.pid).startTime;
    this.#running = running;
    this.#options.changed();
  }
}
