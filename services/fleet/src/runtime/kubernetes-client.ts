import { AppError } from "@agentos/contracts/errors";
import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  Observable,
  PatchStrategy,
  setHeaderOptions,
  type ConfigurationOptions,
  type ObservableMiddleware,
  type V1Deployment,
  type V1Pod,
  type V1Scale,
} from "@kubernetes/client-node";

export type KubernetesOptions = {
  /** A kubeconfig file; inside of a cluster, the pod's own account when left out. */
  kubeconfig?: string | undefined;
  /** The namespace of the account or of the kubeconfig's context when left out. */
  namespace?: string | undefined;
};

const answerWithinMs = 10_000;

/** The few calls that fleet makes, in one namespace, with their errors as ours. Each needs a right of the Role. */
export type KubernetesClient = ReturnType<typeof connectKubernetes>;

export function connectKubernetes(options: KubernetesOptions) {
  const config = new KubeConfig();
  if (options.kubeconfig) config.loadFromFile(options.kubeconfig);
  else config.loadFromCluster();
  const server = config.getCurrentCluster()?.server ?? "";
  if (!URL.canParse(server)) throw new Error(`There is no Kubernetes at ${server}.`);
  const namespace = options.namespace ?? config.getContextObject(config.getCurrentContext())?.namespace ?? "default";
  const core = config.makeApiClient(CoreV1Api);
  const apps = config.makeApiClient(AppsV1Api);
  const allowed = <T>(right: string, call: () => Promise<T>): Promise<T> =>
    call().catch((error: unknown) => {
      throw kubernetesError(error, `${right} in the namespace ${namespace}`);
    });
  return {
    namespace,
    listPods: (labelSelector: string): Promise<V1Pod[]> =>
      allowed("list pods", async () => {
        const { items } = await core.listNamespacedPod({ namespace, labelSelector }, withDeadline());
        return items;
      }),
    listDeployments: (labelSelector: string): Promise<V1Deployment[]> =>
      allowed("list deployments", async () => {
        const { items } = await apps.listNamespacedDeployment({ namespace, labelSelector }, withDeadline());
        return items;
      }),
    readScale: (name: string): Promise<V1Scale> =>
      allowed("get deployments/scale", () => apps.readNamespacedDeploymentScale({ name, namespace }, withDeadline())),
    /** With the version that was read, it fails with CONFLICT when somebody else has scaled meanwhile. */
    patchScale: (name: string, replicas: number, resourceVersion?: string): Promise<V1Scale> =>
      allowed("patch deployments/scale", () => {
        const body = { ...(resourceVersion ? { metadata: { resourceVersion } } : {}), spec: { replicas } };
        return apps.patchNamespacedDeploymentScale({ name, namespace, body }, asMergePatch());
      }),
    annotatePod: (name: string, annotations: Record<string, string>): Promise<V1Pod> =>
      allowed("patch pods", () =>
        core.patchNamespacedPod({ name, namespace, body: { metadata: { annotations } } }, asMergePatch()),
      ),
    /** Forced, it gets no time to stop. */
    deletePod: (name: string, { force }: { force: boolean }): Promise<V1Pod> =>
      allowed("delete pods", () =>
        core.deleteNamespacedPod({ name, namespace, ...(force ? { gracePeriodSeconds: 0 } : {}) }, withDeadline()),
      ),
  };
}

type CallOptions = ConfigurationOptions<ObservableMiddleware>;

function asMergePatch(): CallOptions {
  return setHeaderOptions("Content-Type", PatchStrategy.MergePatch, withDeadline());
}

function withDeadline(): CallOptions {
  const deadline: ObservableMiddleware = {
    pre(request) {
      request.setSignal(AbortSignal.timeout(answerWithinMs));
      return new Observable(Promise.resolve(request));
    },
    post: (response) => new Observable(Promise.resolve(response)),
  };
  return { middleware: [deadline], middlewareMergeStrategy: "append" };
}

/** What Kubernetes answered, as an error of ours. `right` is what the account has to be allowed to. */
function kubernetesError(cause: unknown, right: string): AppError {
  if (!(cause instanceof ApiException)) {
    return new AppError("SERVICE_UNAVAILABLE", "Kubernetes does not answer.", { cause, outcome: "unknown" });
  }
  if (cause.code === 403) {
    return new AppError("UNSUPPORTED_BY_RUNTIME", `Kubernetes does not allow it: fleet needs the right to ${right}.`, {
      cause,
    });
  }
  const code = codes[cause.code];
  return code
    ? new AppError(code, undefined, { cause })
    : new AppError("SERVICE_UNAVAILABLE", `Kubernetes answered with ${cause.code}.`, { cause, outcome: "unknown" });
}

const codes: Partial<Record<number, "NOT_FOUND" | "CONFLICT" | "UNPROCESSABLE">> = {
  404: "NOT_FOUND",
  409: "CONFLICT",
  422: "UNPROCESSABLE",
};
