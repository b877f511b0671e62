/** The search path of the programs that we start. */
export const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A program as another account: ids of /etc/passwd and the name that its groups are looked up by. */
export type Account = { name: string; uid: number; gid: number };

/** A long-running program: how to start it, when it serves, and how to end it. */
export type ProcessSpec = {
  /** Unique among the processes of one supervisor; names the log file. */
  name: string;
  command: string;
  args: readonly string[];
  /** The whole environment of the process; nothing is inherited. */
  env: Record<string, string>;
  cwd: string;
  /** Runs as this account; as ours when left out. Only root can do so. */
  account?: Account;
  /** What it gets when the process that started it dies without stopping it. */
  deathSignal: "KILL" | "INT" | "TERM";
  /** What asks it to stop. */
  stopSignal: "SIGINT" | "SIGTERM";
  /** Milliseconds after which it is killed. */
  stopWithinMs: number;
  logFile: string;
  /** The ports that it listens on, by what they are for. */
  ports: Record<string, number>;
  /** Throws while it does not serve yet. */
  probe(): Promise<void>;
  /** Milliseconds that it may take until the first success of `probe`. */
  readyWithinMs: number;
};
