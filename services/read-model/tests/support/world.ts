import { snapshotHeartbeat, snapshotPatches, snapshotPublished } from "@agentos/contracts/messages/read-model";
import { serviceDown, serviceUp } from "@agentos/contracts/events/ticks";
import { tickSubject } from "@agentos/contracts/messages/nats-permissions";
import type { Snapshot } from "@agentos/contracts/snapshot/snapshot";
import type { Role } from "@agentos/contracts/roles";
import { connectNats } from "@agentos/messaging/connect";
import { onHint } from "@agentos/messaging/request";
import { callerHeader, createCallerSigner } from "@agentos/service-kit/http/caller";
import { createLogger } from "@agentos/service-kit/logger";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { startRedis, type TestRedis } from "@agentos/testkit/servers/redis";
import type { NatsConnection } from "@nats-io/transport-node";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { readConfig } from "../../src/config.ts";
import { createService } from "../../src/service.ts";
import { readSnapshot } from "../../src/snapshot/read-snapshot.ts";
import type { SnapshotBytes } from "../../src/snapshot/held-snapshot.ts";
import type { SectionPatches } from "../../src/snapshot/versions.ts";
import { startOwners, type TestOwners } from "./owners.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
const key = generateKeyPairSync("ed25519");
const [publicKey, privateKey] = [key.publicKey, key.privateKey].map((one) =>
  JSON.stringify(one.export({ format: "jwk" })),
);
const sign = createCallerSigner(privateKey as string);

export type Raw = { status: number | undefined; headers: IncomingHttpHeaders; body: Buffer };

/** A running instance of the service. */
export type Instance = {
  /** Asks its HTTP interface as the gateway does for an account of a role; null for nobody. */
  get(path: string, options?: { role?: Role | null; headers?: Record<string, string> }): Promise<Response>;
  /** The same, with the body as it came over the wire. */
  raw(path: string, headers: Record<string, string>): Promise<Raw>;
  metrics(): Promise<string>;
  stop(): Promise<void>;
};

/** What the builders tell, in the order in which it comes. */
export type Heard = {
  bytes: SnapshotBytes[];
  epochs: Set<string>;
  patches: (SectionPatches[number] & { epoch: string })[];
  /** Services that were told to be down or up again: `service:down jobs`. */
  services: string[];
  /** The latest document; undefined before the first. */
  latest(): Snapshot | undefined;
};

/** NATS, Redis, every owner of the snapshot, and as many instances as a test starts. */
export type World = {
  nats: TestNats;
  redis: TestRedis;
  owners: TestOwners;
  heard: Heard;
  start(): Promise<Instance>;
  /** Tells of an event of jobs, as its relay does. */
  event(of?: { id?: string; jobId?: string; version?: number; at?: Date; name?: string }): void;
  stop(): Promise<void>;
};

export async function startWorld(): Promise<World> {
  const [nats, redis] = await Promise.all([startNats(), startRedis()]);
  const owners = await startOwners(nats);
  const listening = await connectNats({ ...nats.credentials("read-model"), service: "read-model", log });
  const instances = new Set<Instance>();
  return {
    nats,
    redis,
    owners,
    heard: listen(listening),
    async start() {
      const instance = await startInstance(nats, redis);
      instances.add(instance);
      return { ...instance, stop: () => (instances.delete(instance) ? instance.stop() : Promise.resolve()) };
    },
    event({ id = randomUUID(), jobId = randomUUID(), version = 1, at = new Date(), name = "job:created" } = {}) {
      const payload = JSON.stringify({ job_id: jobId, user_id: randomUUID(), run: 1 });
      const body = { id, name, entity: "job", entity_id: jobId, version, payload, at };
      owners.jobs.nc.publish(`aos.evt.jobs.${name}`, JSON.stringify(body));
    },
    async stop() {
      await Promise.all([...instances].map((one) => one.stop()));
      await Promise.all([owners.close(), listening.close()]);
      await Promise.all([nats.stop(), redis.stop()]);
    },
  };
}

function listen(nc: NatsConnection): Heard {
  const heard: Heard = {
    bytes: [],
    epochs: new Set(),
    patches: [],
    services: [],
    latest: () => (heard.bytes.length > 0 ? readSnapshot(heard.bytes.at(-1) as SnapshotBytes) : undefined),
  };
  onHint(nc, snapshotPublished, log, (bytes) => heard.bytes.push(bytes));
  onHint(nc, snapshotPatches, log, ({ epoch, patches }) =>
    heard.patches.push(...patches.map((one) => ({ epoch, ...one }))),
  );
  for (const contract of [serviceDown, serviceUp]) {
    nc.subscribe(tickSubject(contract.owner, contract.name), {
      callback: (_error, message) => {
        const { payload } = message.json<{ payload: { service: string } }>();
        heard.services.push(`${contract.name} ${payload.service}`);
      },
    });
  }
  onHint(nc, snapshotHeartbeat, log, ({ epoch }) => heard.epochs.add(epoch));
  return heard;
}

async function startInstance(nats: TestNats, redis: TestRedis): Promise<Instance> {
  const { url, user, password } = nats.credentials("read-model");
  const config = readConfig({
    INSTANCE: `test-${randomUUID()}`,
    LOG_LEVEL: "error",
    WS_PORT: "0",
    NATS_URL: url,
    NATS_USER: user,
    NATS_PASSWORD: password,
    REDIS_URL: redis.urlFor("read-model"),
    CALLER_PUBLIC_KEY: publicKey,
    ADMIN_ALLOWLIST: "127.0.0.0/8,::1",
  });
  const service = createService(config, { log });
  await service.start();
  const { port, opsPort } = service.address();
  return {
    async get(path, { role = "readonly", headers = {} } = {}) {
      const caller = role && (await sign({ userId: randomUUID(), sessionId: randomUUID(), role }));
      // `fetch` asks for encodings of its own unless told.
      const all = { "Accept-Encoding": "identity", ...(caller ? { [callerHeader]: caller } : {}), ...headers };
      return fetch(`http://127.0.0.1:${port}${path}`, { headers: all });
    },
    async raw(path, headers) {
      const caller = await sign({ userId: randomUUID(), sessionId: randomUUID(), role: "admin" });
      const asked = request({ host: "127.0.0.1", port, path, headers: { ...headers, [callerHeader]: caller } }).end();
      const [response] = (await once(asked, "response")) as [IncomingMessage];
      return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
    },
    metrics: async () => (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text(),
    stop: () => service.stop(),
  };
}
