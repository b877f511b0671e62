import { LiveSettings } from "@agentos/config-kit/live-settings";
import { serveOps } from "@agentos/service-kit/ops";
import type { Service } from "@agentos/service-kit/service";
import { Agent } from "node:http";
import type { Config } from "./config.ts";
import { readinessChecks } from "./checks.ts";
import { createContext, type Overrides } from "./context.ts";
import { trustsProxy } from "./edge/client-address.ts";
import { listenPublicly } from "./edge/http-server.ts";
import { createHandlers } from "./handlers.ts";
import { gatewaySettings } from "./settings.ts";

export type GatewayService = Service & { address(): { port: number; opsPort: number } };

/** The one door, as a service. */
export function createService(started: Config, overrides: Overrides = {}): GatewayService {
  const settings = new LiveSettings("gateway", started, gatewaySettings);
  const { config } = settings;
  const stopping = new AbortController();
  const closers: (() => Promise<unknown>)[] = [];
  let address: { port: number; opsPort: number } | undefined;
  return {
    name: "gateway",
    address() {
      if (!address) throw new Error("The service has not started.");
      return address;
    },
    async start() {
      const context = createContext(settings, overrides);
      closers.push(() => context.close());
      const { log, access, follower, metrics, followed } = context;
      const following = Promise.all([access.run(stopping.signal), follower.run(stopping.signal)]);
      closers.push(() => following);
      const hearing = followed.feed.run(stopping.signal);
      closers.push(() => hearing);
      const agent = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 64 });
      closers.push(async () => agent.destroy());
      const trusts = trustsProxy(config.TRUSTED_PROXIES);
      const handlers = createHandlers(context, agent, trusts);
      const http = await listenPublicly(handlers, { host: config.HOST, port: config.PORT, log });
      closers.push(() => http.close());
      const checks = readinessChecks(context);
      const ops = await serveOps({ host: config.HOST, port: config.OPS_PORT, metrics, checks });
      closers.push(() => ops.close());
      address = { port: http.port, opsPort: ops.port };
      log.info({ port: http.port, ops_port: ops.port }, "serving");
    },
    async stop() {
      stopping.abort();
      for (const close of closers.splice(0).toReversed()) await close();
    },
  };
}
