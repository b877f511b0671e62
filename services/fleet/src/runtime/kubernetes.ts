import { AppError } from "@agentos/contracts/errors";
import { stageName, type StageName } from "@agentos/contracts/stages/stages";
import { ConfigError } from "@agentos/service-kit/config";
import type { V1Pod } from "@kubernetes/client-node";
import { connectKubernetes, type KubernetesClient, type KubernetesOptions } from "./kubernetes-client.ts";
import type { Runtime, Slot } from "./runtime.ts";

/** The labels that say which agent a Deployment and its pods serve, and which service they are. */
const agentLabel = "app.kubernetes.io/component";
const serviceLabel = "app.kubernetes.io/name";

/** Pods of a lower cost are ended first (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
const endedFirst = { "controller.kubernetes.io/pod-deletion-cost": "-2147483647" };
const conflictsTaken = 5;

/**
 * Workers as pods: an agent is a Deployment, a slot is a pod. A pod has one worker in its life, so that a restarted slot is a
 * pod of another name in place of the one that goes.
 * `selector` is the label selector of all workers. README.md lists the rights that the account needs.
 */
export function createKubernetesRuntime(
  options: KubernetesOptions & { selector: string; serviceSelector: string },
): Runtime {
  const client = connect(options);
  const { selector, serviceSelector } = options;

  const podsOf = (agent: StageName): Promise<V1Pod[]> => client.listPods(`${selector},${agentLabel}=${agent}`);

  async function findPod(slot: string): Promise<V1Pod> {
    const found = (await client.listPods(selector)).find(({ metadata }) => metadata?.name === slot);
    if (!found || !agentOf(found)) throw new AppError("NOT_FOUND", `There is no worker ${slot}.`);
    return found;
  }

  async function deploymentOf(agent: StageName): Promise<string> {
    const labels = `${selector},${agentLabel}=${agent}`;
    const [first, second] = await client.listDeployments(labels);
    const name = first?.metadata?.name;
    if (name && !second) return name;
    const what = name ? "more than one Deployment" : "no Deployment";
    throw new AppError("UNSUPPORTED_BY_RUNTIME", `Kubernetes has ${what} labelled ${labels} in ${client.namespace}.`);
  }

  return {
    name: "kubernetes",
    list: async () => (await client.listPods(selector)).flatMap(slotOf),
    async scale(agent, replicas) {
      await client.patchScale(await deploymentOf(agent), replicas);
    },
    async restart(slot, { graceful }) {
      const pod = await findPod(slot);
      if (graceful && isEnding(pod)) return;
      await client.deletePod(slot, { force: !graceful });
    },
    async processes(service) {
      const pods = await client.listPods(`${serviceSelector},${serviceLabel}=${service}`);
      return pods.flatMap((pod) => {
        const { name, uid = "" } = pod.metadata ?? {};
        return name ? [{ service, name, instance: uid, serves: stateOf(pod) === "running" }] : [];
      });
    },
    // The Deployment puts another one in its place.
    restartProcess: async (name) => void (await client.deletePod(name, { force: false })),
    async migrate() {
      throw new AppError(
        "UNSUPPORTED_BY_RUNTIME",
        "On Kubernetes migrations are a Job of the deployment: fleet has no right to change schemas. Run it again.",
      );
    },
    async stop(slot, { force }) {
      const pod = await findPod(slot);
      if (isLiving(pod)) await takeOneAway(pod, agentOf(pod) as StageName);
      if (force || !isEnding(pod)) await unlessGone(client.deletePod(slot, { force }));
    },
  };

  /**
   * Wants one pod less, and this pod to be the one. The mark makes a repetition harmless: when fewer pods are wanted than there
   * are, the one that is marked is already on its way.
   */
  async function takeOneAway(pod: V1Pod, agent: StageName): Promise<void> {
    const deployment = await deploymentOf(agent);
    const isMarked = Object.entries(endedFirst).every(([name, value]) => pod.metadata?.annotations?.[name] === value);
    if (!isMarked) await client.annotatePod(pod.metadata?.name ?? "", endedFirst);
    for (let conflicts = 0; ; conflicts += 1) {
      const { spec, metadata } = await client.readScale(deployment);
      const replicas = spec?.replicas ?? 0;
      const living = (await podsOf(agent)).filter(isLiving).length;
      if (replicas === 0 || (isMarked && replicas < living)) return;
      try {
        await client.patchScale(deployment, replicas - 1, metadata?.resourceVersion);
        return;
      } catch (error) {
        // Somebody else has scaled meanwhile: what they wanted is taken one from as well.
        if (!(error instanceof AppError) || error.code !== "CONFLICT" || conflicts >= conflictsTaken) throw error;
      }
    }
  }
}

function connect(options: KubernetesOptions): KubernetesClient {
  try {
    return connectKubernetes(options);
  } catch (cause) {
    const message =
      "The configuration is not usable:\n  FLEET_RUNTIME: kubernetes needs a cluster around it or KUBERNETES_CONFIG";
    throw new ConfigError(message, { cause });
  }
}

function slotOf(pod: V1Pod): Slot[] {
  const agent = agentOf(pod);
  const slot = pod.metadata?.name;
  // Another's pod that happens to match the selector is nobody of ours.
  return agent && slot ? [{ slot, agent, state: stateOf(pod), pid: null, instance: slot }] : [];
}

function agentOf(pod: V1Pod): StageName | undefined {
  return stageName.safeParse(pod.metadata?.labels?.[agentLabel]).data;
}

function stateOf(pod: V1Pod): Slot["state"] {
  if (isEnding(pod)) return "stopping";
  if (!isLiving(pod)) return "stopped";
  const isReady = pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
  return isReady ? "running" : "starting";
}

function isEnding(pod: V1Pod): boolean {
  return pod.metadata?.deletionTimestamp !== undefined;
}

/** As a ReplicaSet counts its pods. */
function isLiving(pod: V1Pod): boolean {
  return !isEnding(pod) && pod.status?.phase !== "Succeeded" && pod.status?.phase !== "Failed";
}

/** The pod may have gone by itself before it was asked to. */
async function unlessGone(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "NOT_FOUND") throw error;
  }
}
