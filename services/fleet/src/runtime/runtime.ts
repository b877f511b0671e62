import type { ServiceName } from "@agentos/contracts/services";
import type { StageName } from "@agentos/contracts/stages/stages";

/** A place in which one worker process of an agent runs, whichever process that is at the moment. */
export type Slot = {
  /** Unique among all slots, and the same across restarts: `video_cutter-1`. The worker tells it in its heartbeats. */
  slot: string;
  agent: StageName;
  state: "starting" | "running" | "stopping" | "stopped";
  /** Null while no process runs in it, or where the runtime does not tell. */
  pid: number | null;
  /** Changes with every process that runs in the slot; empty before the first. */
  instance: string;
};

/** A process that runs a service, whatever else it runs. */
export type ServiceProcess = {
  service: ServiceName;
  /** By which it is restarted. */
  name: string;
  /** Changes with every process; empty while there is none. */
  instance: string;
  /** It is ready. */
  serves: boolean;
};

/**
 * What starts and stops workers. Every method only asks: it returns when the runtime has taken it on, may be called again with
 * the same wish, and what came of it is observed by `list` and by heartbeats.
 * Errors: UNSUPPORTED_BY_RUNTIME where it cannot be done here, SERVICE_UNAVAILABLE where the runtime does not answer.
 */
export type Runtime = {
  name: "local" | "kubernetes" | "none";
  /** The slots of all agents, in no order. */
  list(): Promise<Slot[]>;
  /**
   * Wants that many slots of an agent to run. Missing ones are started (stopped ones first); of too many, the highest are ended
   * gracefully.
   */
  scale(agent: StageName, replicas: number): Promise<void>;
  /**
   * A new process in the same slot. Graceful: the old one may give its work back first; otherwise it is killed.
   * Errors: NOT_FOUND.
   */
  restart(slot: string, options: { graceful: boolean }): Promise<void>;
  /**
   * No process in the slot any more, and none again until `scale` or `restart` asks for it. Force: killed at once.
   * Errors: NOT_FOUND.
   */
  stop(slot: string, options: { force: boolean }): Promise<void>;
  /** The processes that run a service, in no order; those that are ending are still among them. */
  processes(service: ServiceName): Promise<ServiceProcess[]>;
  /** Another process in the place of this one, which finishes first what it has begun. Errors: NOT_FOUND. */
  restartProcess(name: string): Promise<void>;
  /**
   * Brings the database to the newest schema and says which migrations that took, when it is done; with `dryRun` it only says which wait.
   * Errors: MIGRATION_FAILED.
   */
  migrate(options: { dryRun: boolean }): Promise<string[]>;
};
