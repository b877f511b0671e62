import { createAppServer } from "@agentos/app-server/app-server";
import type { AppConfig } from "@agentos/app-server/config";
import type { Service } from "@agentos/service-kit/service";

/** The server of the control room, as @agentos/app-server serves one. */
export function createService(config: AppConfig): Service {
  return createAppServer({ name: "admin-ui", config });
}
