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

/**
 * A process that is started again whenever it ends, for as long as it is wanted. Every method says what is wanted, and one
 * loop (`#live`) brings it about, so that wishes may come at any moment and in any order.
 */
export class SupervisedProcess {
  readonly #options: SupervisedOptions;
  readonly #policy = createRestartPolicy();
  #wanted = false;
  #state: ProcessState = "starting";
  #running: RunningProcess | undefined;
  #startTime: string | undefined;
  #instance = "";
  #serves = false;
  #restarts = 0;
  /** The loop, while there is one; nothing runs and nothing will without it. */
  #life: Promise<void> | undefined;
  /** Ends the pause before a start. */
  #hurry = new AbortController();

  constructor(options: SupervisedOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.spec.name;
  }

  /** Whether it is to run, whatever it does at the moment. */
  get wanted(): boolean {
    return this.#wanted;
  }

  /** Whether the process that runs now has answered its probe. */
  get serves(): boolean {
    return this.#serves;
  }

  /** Names the process of now, or the last one; empty before the first. */
  get instance(): string {
    return this.#instance;
  }

  /** Resolves when it serves for the first time. Errors: StartError, and then it is not running. */
  async start(): Promise<void> {
    this.#wanted = true;
    const running = await this.#launch();
    if (!running) throw new Error("stopped while it was being started");
    try {
      await waitUntilReady(this.#options.spec, running);
    } catch (error) {
      this.#wanted = false;
      await running.stop();
      this.#enter("stopped", undefined);
      throw error;
    }
    this.#serves = true;
    this.#enter("running", running);
    this.#life = this.#live(running);
  }

  /** Wants it to run. A process that does not come up is tried again and again. */
  run(): void {
    this.#wanted = true;
    this.#life ??= this.#live();
  }

  /**
   * Wants another process in the place of the one that runs: asked to stop first, or killed. Resolves when the old one has ended.
   * Where none runs, one is started at once.
   */
  async restart({ graceful }: { graceful: boolean }): Promise<void> {
    this.run();
    this.#hurry.abort();
    if (this.#running) await this.#end(this.#running, { force: !graceful });
  }

  /** Wants it to be gone, and resolves when it is. Force: killed at once. */
  async stop({ force = false }: { force?: boolean } = {}): Promise<void> {
    this.#wanted = false;
    this.#hurry.abort();
    if (this.#running) await this.#end(this.#running, { force });
    // Wanted again meanwhile, it goes on.
    if (!this.#wanted) await this.#life;
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

  async #live(first?: RunningProcess): Promise<void> {
    if (!first) this.#enter("starting", undefined);
    let running = first ?? (await this.#launchAgain());
    while (this.#wanted) {
      if (running) await this.#untilEnded(running);
      if (!this.#wanted) break;
      await this.#pause();
      running = await this.#launchAgain();
    }
    this.#life = undefined;
    this.#enter("stopped", undefined);
  }

  async #untilEnded(running: RunningProcess): Promise<void> {
    const ended = new AbortController();
    void this.#watchOnceReady(running, ended.signal);
    const { code, signal } = await running.ended;
    ended.abort();
    const { say, spec } = this.#options;
    if (this.#state !== "stopping") say(`${spec.name} ended (${signal ?? `code ${code}`}) and is started again.`);
  }

  /** A slow start is no silence: the watch begins when the process serves, or should have. */
  async #watchOnceReady(running: RunningProcess, ended: AbortSignal): Promise<void> {
    const { alive, say, spec } = this.#options;
    try {
      if (!this.#serves) await waitUntilReady(spec, running);
      if (ended.aborted) return;
      this.#serves = true;
    } catch (error) {
      if (ended.aborted) return;
      say(String(error));
    }
    if (!alive) return;
    const stopWatching = watchHealth(alive, () => {
      say(`${spec.name} (pid ${running.pid}) does not answer any more and is killed.`);
      signalProcess(running.pid, "SIGKILL");
    });
    ended.addEventListener("abort", stopWatching, { once: true });
  }

  /** Waits before a process that ended by itself is started again, longer each time; one that was asked to end is not waited for. */
  async #pause(): Promise<void> {
    const { say, spec } = this.#options;
    const asked = this.#state === "stopping";
    this.#enter("restarting", undefined);
    if (asked) return;
    const { pauseMs, loops } = this.#policy.ended(performance.now());
    if (loops) say(`${spec.name} keeps ending. The end of ${spec.logFile}:\n${lastLines(spec.logFile, 15)}`);
    this.#hurry = new AbortController();
    await sleep(pauseMs, undefined, { signal: this.#hurry.signal }).catch(() => undefined);
  }

  async #launchAgain(): Promise<RunningProcess | undefined> {
    const { say, spec } = this.#options;
    if (!this.#wanted) return undefined;
    // The first process of a slot is no repetition.
    if (this.#instance !== "") this.#restarts += 1;
    try {
      const running = await this.#launch();
      if (running) this.#enter("running", running);
      return running;
    } catch (error) {
      say(`${spec.name} cannot be started: ${String(error)}`);
      return undefined;
    }
  }

  /** Undefined when it was unwanted before it was there. */
  async #launch(): Promise<RunningProcess | undefined> {
    rotateLog(this.#options.spec.logFile);
    const running = await launch(this.#options.spec);
    if (!this.#wanted) {
      await running.stop();
      return undefined;
    }
    this.#serves = false;
    this.#enter(this.#state, running);
    return running;
  }

  async #end(running: RunningProcess, { force }: { force: boolean }): Promise<void> {
    const isAsked = this.#state === "stopping";
    this.#enter("stopping", running);
    if (force) signalProcess(running.pid, "SIGKILL");
    await (force || isAsked ? running.ended : running.stop());
  }

  #enter(state: ProcessState, running: RunningProcess | undefined): void {
    this.#state = state;
    if (running && running !== this.#running) {
      this.#startTime = identify(running.pid).startTime;
      this.#instance = `${running.pid}-${this.#startTime}`;
    }
    this.#running = running;
    this.#options.changed();
  }
}
