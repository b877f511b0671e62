import { events } from "@agentos/contracts/events/events";
import { snapshotHeartbeat, snapshotPatches } from "@agentos/contracts/messages/read-model";
import { tickSubject } from "@agentos/contracts/messages/nats-permissions";
import type { ServiceName } from "@agentos/contracts/services";
import { connectNats } from "@agentos/messaging/connect";
import { hint } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { startRedis } from "@agentos/testkit/servers/redis";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import type { z } from "zod";
import { readConfig } from "../../src/config.ts";
import { createService } from "../../src/service.ts";
import { startIdentity, type TestIdentity } from "./identity.ts";

/** Variables of a hub's environment. */
export type HubSettings = Record<string, string>;

export type TestHub = { url: string; opsUrl: string; metrics(): Promise<string>; stop(): Promise<void> };
type Service = ReturnType<typeof createService>;
type Patches = z.input<typeof snapshotPatches.payload>;

/** NATS, someone who answers for identity, and as many hubs as a test starts. */
export type HubWorld = {
  nats: TestNats;
  identity: TestIdentity;
  /** In this process. */
  startHub(settings?: HubSettings): Promise<TestHub>;
  /** What a hub of this world has to be told, with ports of its choice. */
  settings: HubSettings;
  /** Tells of an event as its owner's relay does. */
  event(name: string, payload: Record<string, unknown>, entityId?: string): void;
  tick(owner: ServiceName, name: string, payload: Record<string, unknown>): void;
  /** Speaks as the builder of the snapshot. */
  patches(patches: Patches): void;
  heartbeat(place: { epoch: string; version: number }): void;
  /** All that was said has reached the hubs' connections. */
  flush(): Promise<void>;
  stop(): Promise<void>;
};

export async function startHubs(): Promise<HubWorld> {
  const [nats, redis] = await Promise.all([startNats(), startRedis()]);
  const identity = await startIdentity(nats);
  const log = createLogger({ service: "test", instance: "test", level: "silent" });
  // What owners and the builder say is theirs alone to say; the administrator of NATS may say everything.
  const nc = await connectNats({ ...nats.admin, service: "read-model", log });
  const { publicKey } = generateKeyPairSync("ed25519");
  const gatewayKey = JSON.stringify(publicKey.export({ format: "jwk" }));
  const signIn = nats.credentials("read-model");
  const settings: HubSettings = {
    LOG_LEVEL: "error",
    WS_PORT: "0",
    NATS_URL: signIn.url,
    NATS_USER: signIn.user,
    NATS_PASSWORD: signIn.password,
    REDIS_URL: redis.urlFor("read-model"),
    CALLER_PUBLIC_KEY: gatewayKey,
    ADMIN_ALLOWLIST: "127.0.0.0/8,::1",
  };
  const hubs = new Set<Service>();
  return {
    nats,
    identity,
    settings,
    async startHub(more = {}) {
      const service = createService(readConfig({ ...settings, ...more }));
      hubs.add(service);
      await service.start();
      const { opsPort, wsPort } = service.address();
      const opsUrl = `http://127.0.0.1:${opsPort}`;
      while (!(await fetch(`${opsUrl}/ready`)).ok) await new Promise((resolve) => setTimeout(resolve, 20));
      return {
        url: `ws://127.0.0.1:${wsPort}/ws`,
        opsUrl,
        metrics: async () => (await fetch(`${opsUrl}/metrics`)).text(),
        async stop() {
          hubs.delete(service);
          await service.stop();
        },
      };
    },
    event(name, payload, entityId = randomUUID()) {
      const contract = events.find((one) => one.name === name);
      if (!contract) throw new Error(`There is no event ${name}.`);
      const body = {
        id: randomUUID(),
        name,
        entity: contract.entity,
        entity_id: entityId,
        version: 1,
        payload: JSON.stringify(contract.payload.parse(payload)),
        at: new Date().toISOString(),
      };
      nc.publish(`aos.evt.${contract.owner}.${name}`, JSON.stringify(body));
    },
    tick: (owner, name, payload) =>
      nc.publish(tickSubject(owner, name), JSON.stringify({ name, payload, at: new Date().toISOString() })),
    patches: (patches) => hint(nc, snapshotPatches, patches),
    heartbeat: (place) => hint(nc, snapshotHeartbeat, { ...place, confirmed_at: new Date().toISOString(), stale: 0 }),
    flush: () => nc.flush(),
    async stop() {
      await Promise.all([...hubs].map((service) => service.stop()));
      await Promise.all([nc.close(), identity.close()]);
      await Promise.all([nats.stop(), redis.stop()]);
    },
  };
}

/** An epoch after that of every builder that there really is: what the test says as builder is what counts. */
export const lastEpoch = "ffffffff-ffff-7fff-bfff-ffffffffffff";
