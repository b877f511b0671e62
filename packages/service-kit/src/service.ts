import { ConfigError } from "./config.ts";

/** Something that can be started once and stopped once; several live side by side in one process. */
export type Service = {
  name: string;
  /** Resolves when it serves. */
  start(): Promise<void>;
  /** Takes nothing new, finishes what is under way, and closes all that it opened. */
  stop(): Promise<void>;
};

const stopWithinMs = 15_000;

export type ServicePorts = {
  port: number;
  opsPort: number;
  /** Of sockets, where the service has a door of their own. */
  wsPort?: number;
};

/** What a service opens while it starts, and the signal that tells it to stop. */
export type ServiceScope = {
  signal: AbortSignal;
  /** Called at the stop, the last one first. */
  onStop(close: () => Promise<unknown>): void;
};

/** A service of what `open` starts; where that fails, what it had opened is closed by `stop`. */
export function defineService(
  name: string,
  open: (scope: ServiceScope) => Promise<ServicePorts>,
): Service & { address(): ServicePorts } {
  const stopping = new AbortController();
  const closers: (() => Promise<unknown>)[] = [];
  let ports: ServicePorts = { port: 0, opsPort: 0 };
  return {
    name,
    address: () => ports,
    async start() {
      ports = await open({ signal: stopping.signal, onStop: (close) => void closers.push(close) });
    },
    async stop() {
      stopping.abort(new Error("the service stops"));
      for (const close of closers.splice(0).toReversed()) await close();
    },
  };
}

/**
 * Runs a service as a process: starts it, stops it on SIGTERM or SIGINT, and exits. A service that does not stop in 15 s is
 * ended; one that cannot start says why and exits with 1.
 */
export async function runService(create: () => Service): Promise<void> {
  let service: Service;
  try {
    service = create();
    await service.start();
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack ?? error)}\n`);
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 1000).unref();
    return;
  }
  const stop = (): void => {
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** Several services as one: started in order, stopped in reverse. */
export function composeServices(name: string, services: readonly Service[]): Service {
  return {
    name,
    async start() {
      for (const service of services) await service.start();
    },
    async stop() {
      for (const service of services.toReversed()) await service.stop();
    },
  };
}
