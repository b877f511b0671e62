import type { systemOperations } from "@agentos/contracts/api/system";
import type { Handlers } from "@agentos/service-kit/http/routes";
import type { Context } from "../context.ts";
import { version } from "../version.ts";

/** What the gateway answers itself. */
export function systemHandlers({ reachability }: Context): Handlers<typeof systemOperations> {
  return {
    index: async () => ({
      name: "AgentOS",
      version,
      links: { docs: "/docs", openapi: "/openapi.json", health: "/health" },
    }),
    health: async () => {
      const services = await reachability();
      const whole = Object.values(services).every((state) => state === "reachable");
      return {
        status: whole ? "ok" : "degraded",
        version,
        uptime_seconds: Math.floor(process.uptime()),
        services,
      };
    },
  };
}
