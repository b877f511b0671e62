import { AppError } from "@agentos/contracts/errors";
import type { Runtime } from "./runtime.ts";

/** Nothing here can start or stop a worker: they are somebody else's, such as Docker Compose's. */
export function createNoRuntime(): Runtime {
  const refuse = async (): Promise<never> => {
    throw new AppError(
      "UNSUPPORTED_BY_RUNTIME",
      "Nothing here can start or stop workers: that needs the supervisor of npm start or Kubernetes (FLEET_RUNTIME).",
    );
  };
  return {
    name: "none",
    list: async () => [],
    scale: refuse,
    restart: refuse,
    stop: refuse,
    processes: refuse,
    restartProcess: refuse,
    migrate: refuse,
  };
}
