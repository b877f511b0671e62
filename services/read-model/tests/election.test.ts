import { builderClaims, snapshotHeartbeat } from "@agentos/contracts/messages/read-model";
import { connectNats } from "@agentos/messaging/connect";
import { hint, onHint } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { repeat } from "@agentos/service-kit/loop";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import type { NatsConnection } from "@nats-io/transport-node";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Election } from "../src/snapshot/election.ts";
import { epochAfter } from "../src/snapshot/epoch.ts";
import { cuttableWay, type CuttableWay } from "./support/cuttable.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
const patience = { timeout: 20_000 };
let nats: TestNats;

beforeAll(async () => {
  nats = await startNats();
});
afterAll(() => nats.stop());

/** An instance that takes part, and beats while it is to build. */
class Instance {
  /** Epochs that it has begun, and the one that it builds now. */
  readonly begun: string[] = [];
  building: string | undefined;
  readonly #stopped = new AbortController();
  readonly #ended: Promise<void>;
  readonly way: CuttableWay;
  readonly nc: NatsConnection;

  private constructor(way: CuttableWay, nc: NatsConnection) {
    this.way = way;
    this.nc = nc;
    this.#ended = new Election(nc, log).run(this.#stopped.signal, (epoch, reign) => this.#reign(epoch, reign));
  }

  static async start(): Promise<Instance> {
    const { url, ...account } = nats.credentials("read-model");
    const { hostname: host, port } = new URL(url);
    const way = await cuttableWay({ host, port: Number(port) });
    const nc = await connectNats({ ...account, url: `nats://127.0.0.1:${way.port}`, service: "read-model", log });
    return new Instance(way, nc);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#ended;
    await this.nc.close();
    await this.way.close();
  }

  /** As if the process were gone: nothing that it does is heard any more. */
  kill(): void {
    this.way.cut();
  }

  async #reign(epoch: string, signal: AbortSignal): Promise<void> {
    this.begun.push(epoch);
    this.building = epoch;
    const now = () => ({ epoch, version: 1, confirmed_at: new Date().toISOString(), stale: 0 });
    const work = async (): Promise<void> => hint(this.nc, snapshotHeartbeat, now());
    await repeat({ name: "beat", everyMs: 1000, signal, log, work });
    this.building = undefined;
  }
}

const running: Instance[] = [];
async function start(count: number): Promise<Instance[]> {
  const started = await Promise.all(Array.from({ length: count }, () => Instance.start()));
  running.push(...started);
  return started;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const builders = (instances: readonly Instance[]): Instance[] => instances.filter((one) => one.building);
/** The one that builds, as soon as it is exactly one. */
async function theBuilder(instances: readonly Instance[]): Promise<Instance> {
  await expect.poll(() => builders(instances).length, patience).toBe(1);
  return builders(instances)[0] as Instance;
}

describe("the builder of the snapshot", () => {
  it("is one of three that start at once, and stays the one", async () => {
    const instances = await start(3);
    const builder = await theBuilder(instances);
    // Several times as long as a silence may last.
    await sleep(5000);
    expect(builders(instances)).toEqual([builder]);
    expect(builder.begun).toHaveLength(1);
  });

  it("is replaced when it is killed, in a greater epoch", async () => {
    const instances = await start(2);
    const first = await theBuilder(instances);
    const epoch = first.building as string;
    first.kill();
    const others = instances.filter((one) => one !== first);
    const second = await theBuilder(others);
    expect((second.building as string) > epoch).toBe(true);
  });

  it("stops when it comes back and hears of a greater epoch", async () => {
    const instances = await start(2);
    const first = await theBuilder(instances);
    first.way.cut();
    const second = await theBuilder(instances.filter((one) => one !== first));
    first.way.mend();
    await expect.poll(() => first.building, patience).toBeUndefined();
    expect(builders(instances)).toEqual([second]);
  });

  it("stops for a greater epoch, and not for a smaller one", async () => {
    const [only] = await start(1);
    const builder = await theBuilder(running);
    const admin = await connectNats({ ...nats.admin, service: "read-model", log });
    const earlier = epochAfter(undefined, Date.now() - 60_000);
    hint(admin, builderClaims, { epoch: earlier });
    await admin.flush();
    await only?.nc.flush();
    expect(builder.begun).toHaveLength(1);
    const ahead = epochAfter(undefined, Date.now() + 60_000);
    hint(admin, builderClaims, { epoch: ahead });
    // Nobody is heard of that epoch again: the next one is greater still, though the clock here is behind.
    await expect.poll(() => builder.begun.length, patience).toBe(2);
    expect((builder.begun[1] as string) > ahead).toBe(true);
    await admin.close();
  });

  it("is nobody who is cut off from NATS", async () => {
    const [cut] = (await start(1)) as [Instance];
    cut.way.cut();
    await sleep(4000);
    expect(cut.begun).toEqual([]);
    cut.way.mend();
    await theBuilder([cut]);
  });

  it("is nobody while NATS hangs, and one again when it goes on", async () => {
    const instances = await start(2);
    nats.pause();
    await sleep(4000);
    const begun = instances.flatMap((one) => one.begun);
    nats.resume();
    expect(begun).toEqual([]);
    await theBuilder(instances);
  });

  it("is one again after NATS was stopped", async () => {
    const instances = await start(3);
    await theBuilder(instances);
    await nats.restart();
    await sleep(3000);
    const builder = await theBuilder(instances);
    const heard = new Promise((resolve) => onHint(instances[0]?.nc as NatsConnection, snapshotHeartbeat, log, resolve));
    expect(await heard).toMatchObject({ epoch: builder.building });
  });
});
