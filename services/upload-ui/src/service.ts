import { createAppServer } from "@agentos/app-server/app-server";
import type { AppConfig } from "@agentos/app-server/config";
import type { Service } from "@agentos/service-kit/service";

/** The server of the app for creators, as @agentos/app-server serves one. */
export function createService(config: AppConfig): Service {
  return createAppServer({ name: "upload-ui", config });
}
