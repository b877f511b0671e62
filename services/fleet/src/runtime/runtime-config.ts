import { z } from "zod";

/** The part of fleet's configuration that says what starts and stops workers. */
export const runtimeConfig = {
  FLEET_RUNTIME: z.enum(["local", "kubernetes", "none"]).default("none"),
  /** `local`: where the supervisor listens. */
  SUPERVISOR_SOCKET: z.string().optional(),
  /** `kubernetes`: a kubeconfig file; left out inside of a cluster, where the pod's own account is taken. */
  KUBERNETES_CONFIG: z.string().optional(),
  /** `kubernetes`: where the workers are; the namespace of the pod, or of the kubeconfig's context, when left out. */
  KUBERNETES_NAMESPACE: z.string().optional(),
  /** `kubernetes`: what the Deployments of the workers and their pods are labelled with, beside the agent. */
  KUBERNETES_SELECTOR: z.string().default("app.kubernetes.io/part-of=agentos,app.kubernetes.io/name=media"),
  /** `kubernetes`: what the pods of the other services are labelled with, beside the service's name. */
  KUBERNETES_SERVICE_SELECTOR: z.string().default("app.kubernetes.io/part-of=agentos"),
};

export type RuntimeConfig = z.output<z.ZodObject<typeof runtimeConfig>>;
