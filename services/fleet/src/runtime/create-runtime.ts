import { ConfigError } from "@agentos/service-kit/config";
import { createLocalRuntime } from "./local.ts";
import { createNoRuntime } from "./none.ts";
import type { RuntimeConfig } from "./runtime-config.ts";
import type { Runtime } from "./runtime.ts";

/** The runtime that the configuration names. Errors: ConfigError when what it needs is not given. */
export function createRuntime(config: RuntimeConfig): Promise<Runtime> {
  return factories[config.FLEET_RUNTIME](config);
}

const factories: Record<Runtime["name"], (config: RuntimeConfig) => Promise<Runtime>> = {
  none: async () => createNoRuntime(),
  async local({ SUPERVISOR_SOCKET: socket }) {
    if (!socket)
      throw new ConfigError("The configuration is not usable:\n  SUPERVISOR_SOCKET: FLEET_RUNTIME=local needs it");
    return createLocalRuntime({ socket });
  },
  async kubernetes(config) {
    // Loaded where it is needed alone: the client of all of Kubernetes' interfaces is large.
    const { createKubernetesRuntime } = await import("./kubernetes.ts");
    return createKubernetesRuntime({
      kubeconfig: config.KUBERNETES_CONFIG,
      namespace: config.KUBERNETES_NAMESPACE,
      selector: config.KUBERNETES_SELECTOR,
      serviceSelector: config.KUBERNETES_SERVICE_SELECTOR,
    });
  },
};
