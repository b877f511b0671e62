import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeTempFolder } from "@agentos/testkit/servers/temp-folder";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createRuntime } from "../src/runtime/create-runtime.ts";
import type { Runtime } from "../src/runtime/runtime.ts";
import { Cluster } from "./fixtures/cluster.ts";
import { violationsOf } from "./fixtures/kubernetes-schemas.ts";
import { startKubernetes, token } from "./fixtures/kubernetes-server.ts";

const selector = "app.kubernetes.io/part-of=agentos";
const agentLabel = "app.kubernetes.io/component";
const agent = "video_cutter";
let folder: string;
let cluster: Cluster;
let kubernetes: Awaited<ReturnType<typeof startKubernetes>>;
let runtime: Runtime;

beforeEach(async () => {
  folder = makeTempFolder("kubernetes");
  cluster = new Cluster();
  cluster.addDeployment("video-cutter", labelsOf(agent), 3);
  cluster.addDeployment("face-detector", labelsOf("face_detector"), 1);
  cluster.addDeployment("another", { app: "another" }, 1);
  kubernetes = await startKubernetes(cluster);
  runtime = await runtimeWith(token);
});
afterEach(async () => {
  await kubernetes.close();
  rmSync(folder, { recursive: true });
  if (kubernetes.violations.length > 0) throw new Error(kubernetes.violations.join("\n"));
});

function labelsOf(component: string): Record<string, string> {
  return { "app.kubernetes.io/part-of": "agentos", [agentLabel]: component };
}

function runtimeWith(secret: string): Promise<Runtime> {
  const file = path.join(folder, "kubeconfig");
  const authority = Buffer.from(kubernetes.certificate).toString("base64");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    clusters: [{ name: "test", cluster: { server: kubernetes.url, "certificate-authority-data": authority } }],
    users: [{ name: "fleet", user: { token: secret } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "fleet", namespace: cluster.namespace } }],
  };
  // YAML is a superset of JSON.
  writeFileSync(file, JSON.stringify(config));
  return createRuntime({
    FLEET_RUNTIME: "kubernetes",
    KUBERNETES_CONFIG: file,
    KUBERNETES_SELECTOR: selector,
    KUBERNETES_SERVICE_SELECTOR: selector,
  });
}

function podsOf(component: string): string[] {
  return cluster.pods
    .filter(({ metadata }) => metadata.labels[agentLabel] === component)
    .map(({ metadata }) => metadata.name);
}

it("is held against schemas that refuse what is wrong", () => {
  expect(violationsOf({ apiVersion: "autoscaling/v1", kind: "Scale", ...{ spec: { replicas: "2" } } })).toHaveLength(1);
  expect(violationsOf({ apiVersion: "v1", kind: "PodList" })).toHaveLength(1);
});

it("shows the pods of agents as slots, and nobody else's", async () => {
  cluster.addPod("video-cutter", labelsOf(agent), "Pending");
  const failed = cluster.addPod("video-cutter", labelsOf(agent), "Failed");
  cluster.deletePod(cluster.pods[0] as (typeof cluster.pods)[0], 30);
  const slots = await runtime.list();
  expect(slots.map(({ state, agent: whose }) => `${whose} ${state}`)).toEqual([
    "video_cutter stopping",
    "video_cutter running",
    "video_cutter running",
    "face_detector running",
    "video_cutter starting",
    "video_cutter stopped",
  ]);
  expect(slots.at(-1)).toEqual({
    slot: failed.metadata.name,
    agent,
    state: "stopped",
    pid: null,
    instance: failed.metadata.name,
  });
});

it("scales the Deployment of an agent, and no other", async () => {
  await runtime.scale(agent, 5);
  cluster.settle();
  expect(podsOf(agent)).toHaveLength(5);
  await runtime.scale(agent, 0);
  cluster.settle();
  expect(podsOf(agent)).toEqual([]);
  expect(podsOf("face_detector")).toHaveLength(1);
});

it("restarts a pod by deleting it, with or without time to stop", async () => {
  const [first = "", second = ""] = podsOf(agent);
  await runtime.restart(first, { graceful: true });
  expect(cluster.pods.find(({ metadata }) => metadata.name === first)?.metadata.deletionGracePeriodSeconds).toBe(30);
  await runtime.restart(first, { graceful: true });
  await runtime.restart(second, { graceful: false });
  expect(podsOf(agent)).not.toContain(second);
  cluster.settle();
  expect(podsOf(agent)).toHaveLength(3);
  expect(podsOf(agent)).not.toContain(first);
});

it("stops this very pod, which nothing replaces, however often it is told", async () => {
  const [first = "", second = "", third = ""] = podsOf(agent);
  await runtime.stop(second, { force: false });
  await runtime.stop(second, { force: false });
  cluster.settle();
  expect(podsOf(agent).toSorted()).toEqual([first, third].toSorted());
  await runtime.stop(third, { force: true });
  expect(podsOf(agent)).toEqual([first]);
  cluster.settle();
  expect(podsOf(agent)).toEqual([first]);
});

it("takes one away alone when it is told again after it broke off between scaling and deleting", async () => {
  const [first = "", second = "", third = ""] = podsOf(agent);
  kubernetes.forbidden.add("delete pods");
  await expect(runtime.stop(second, { force: false })).rejects.toMatchObject({ code: "UNSUPPORTED_BY_RUNTIME" });
  kubernetes.forbidden.clear();
  await runtime.stop(second, { force: false });
  cluster.settle();
  expect(podsOf(agent).toSorted()).toEqual([first, third].toSorted());
});

it("takes away as many as are stopped at the same time", async () => {
  const [first = "", second = "", third = ""] = podsOf(agent);
  await Promise.all([first, second].map((slot) => runtime.stop(slot, { force: false })));
  cluster.settle();
  expect(podsOf(agent)).toEqual([third]);
});

it("knows only slots of its own", async () => {
  const foreign = cluster.pods.find(({ metadata }) => metadata.labels["app"] === "another")?.metadata.name ?? "";
  const calls = ["nobody", foreign].flatMap((slot) => [
    runtime.stop(slot, { force: true }),
    runtime.restart(slot, { graceful: false }),
  ]);
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes.map((one) => one.status === "rejected" && (one.reason as { code: string }).code)).toEqual(
    Array.from({ length: 4 }, () => "NOT_FOUND"),
  );
  expect(cluster.pods).toHaveLength(5);
});

it("says what is missing: a Deployment, a right, credentials, Kubernetes itself", async () => {
  await expect(runtime.scale("moment_detector", 1)).rejects.toMatchObject({
    code: "UNSUPPORTED_BY_RUNTIME",
    message: expect.stringContaining("no Deployment labelled"),
  });
  kubernetes.forbidden.add("patch deployments/scale");
  await expect(runtime.scale(agent, 1)).rejects.toMatchObject({
    code: "UNSUPPORTED_BY_RUNTIME",
    message: "Kubernetes does not allow it: fleet needs the right to patch deployments/scale in the namespace agentos.",
  });
  await expect((await runtimeWith("wrong")).list()).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  await kubernetes.close();
  await expect(runtime.list()).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE", outcome: "unknown" });
  kubernetes = await startKubernetes(cluster);
});

it("needs the rights that its README lists, and no more", async () => {
  const [first = "", second = ""] = podsOf(agent);
  await runtime.list();
  await runtime.scale(agent, 3);
  await runtime.restart(first, { graceful: true });
  await runtime.stop(second, { force: true });
  expect([...kubernetes.used].toSorted()).toEqual([
    "delete pods",
    "get deployments/scale",
    "list deployments",
    "list pods",
    "patch deployments/scale",
    "patch pods",
  ]);
});
