import { snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import { createLogger } from "@agentos/service-kit/logger";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectNats } from "../src/connect.ts";
import { ask } from "../src/request.ts";
import { serveParts, type PartReaders } from "../src/serve-snapshot.ts";

const log = createLogger({ service: "test", instance: "1", level: "silent" });
let nats: TestNats;
let fleet: NatsConnection;
let readModel: NatsConnection;
/** How each part is read now, and how often that was begun. */
const readers = { config: async () => ({ agents: [] }), logs: async () => ({ fleet: [] }) };
let reads: PartReaders<"fleet">;
let begun: { config: number; logs: number };

beforeAll(async () => {
  nats = await startNats();
  fleet = await connectNats({ ...nats.credentials("fleet"), service: "fleet", log });
  readModel = await connectNats({ ...nats.credentials("read-model"), service: "read-model", log });
  const never = (): Promise<never> => Promise.reject(new Error("not asked for"));
  serveParts({ nc: fleet, log }, "fleet", {
    agents_workers: never,
    managers: never,
    config() {
      begun.config += 1;
      return reads.config();
    },
    logs() {
      begun.logs += 1;
      return reads.logs();
    },
  });
  await fleet.flush();
});
beforeEach(() => {
  reads = { ...reads, ...readers };
  begun = { config: 0, logs: 0 };
});
afterAll(async () => {
  await Promise.all([fleet.close(), readModel.close()]);
  await nats.stop();
});

const asked = () =>
  ask(readModel, snapshotPartsQueries.fleet, { sections: ["config", "logs"] }, { deadlineMs: 20_000 });

describe("an owner's parts of the snapshot", () => {
  it("are told together", async () => {
    expect(await asked()).toEqual({ config: { agents: [] }, logs: { fleet: [] } });
  });

  it("are told without one that cannot be read", async () => {
    reads.logs = () => Promise.reject(new Error("no such table"));
    expect(await asked()).toEqual({ config: { agents: [] } });
  });

  it("are told without one that takes too long, which is not begun again meanwhile", async () => {
    const { promise, resolve } = Promise.withResolvers<{ fleet: [] }>();
    reads.logs = () => promise;
    expect(await asked()).toEqual({ config: { agents: [] } });
    expect(await asked()).toEqual({ config: { agents: [] } });
    expect(begun).toEqual({ config: 2, logs: 1 });
    resolve({ fleet: [] });
    reads.logs = readers.logs;
    expect(await asked()).toEqual({ config: { agents: [] }, logs: { fleet: [] } });
  });

  it("are an answer though none can be read: it is not the service that is away", async () => {
    reads = {
      ...reads,
      config: () => Promise.reject(new Error("away")),
      logs: () => Promise.reject(new Error("away")),
    };
    expect(await asked()).toEqual({});
  });
});
