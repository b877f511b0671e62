import { managerUpdated } from "@agentos/contracts/events/ticks";
import { tickMessage } from "@agentos/contracts/events/told";
import { tickSubject } from "@agentos/contracts/messages/nats-permissions";
import { AppError } from "@agentos/contracts/errors";
import { connectNats } from "@agentos/messaging/connect";
import { createLogger } from "@agentos/service-kit/logger";
import type { NatsConnection } from "@nats-io/transport-node";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import { startCopies, type Copies } from "./harness/copies.ts";
import { until } from "./harness/until.ts";

const manager = "rate-limit-cleaner";
const contract = managerUpdated["action-dispatcher"];
type Told = z.output<typeof contract.payload>;

let copies: Copies;
let nats: NatsConnection;
const told: Told[] = [];

beforeAll(async () => {
  copies = await startCopies();
  const log = createLogger({ service: "test", instance: "test", level: "fatal" });
  nats = await connectNats({ ...copies.nats.credentials("read-model"), service: "read-model", log });
  nats.subscribe(tickSubject(contract.owner, contract.name), {
    callback(_error, message) {
      const { payload } = tickMessage.parse(message.json());
      if (payload["manager"] === manager) told.push(contract.payload.parse(payload));
    },
  });
  await nats.flush();
});
afterAll(async () => {
  await nats.close();
  await copies.close();
});

const untilTold = (expected: Partial<Told>): Promise<unknown> =>
  until(`it is told: ${JSON.stringify(expected)}`, async () => {
    const last: Partial<Told> = told.at(-1) ?? {};
    return Object.entries(expected).every(([field, value]) => last[field as keyof Told] === value);
  });

it("tells who leads a manager, what operators have said of it, and whether its runs fail; and of its runs nothing", async () => {
  let broken = false;
  let runs = 0;
  const work = async () => {
    runs += 1;
    if (broken) throw new AppError("SERVICE_UNAVAILABLE");
    return { removed: 1 };
  };
  const copy = await copies.start({ [manager]: work });
  await untilTold({ leader: copy.instance, enabled: true, paused: false, failing: false });
  await copies.run("manager.set_interval", { manager, seconds: 10 });
  await untilTold({ interval_seconds: 10 });
  await copies.run("manager.pause", { manager });
  await untilTold({ paused: true });
  await copies.run("manager.resume", { manager });
  await untilTold({ paused: false });

  const before = told.length;
  const ran = runs;
  await copies.run("manager.run_now", { manager });
  await copies.run("manager.run_now", { manager });
  expect(runs).toBeGreaterThanOrEqual(ran + 2);
  broken = true;
  await copies.run("manager.run_now", { manager });
  await untilTold({ failing: true });
  expect(told.length).toBe(before + 1);

  await copy.stop();
  const next = await copies.start();
  await untilTold({ leader: next.instance });
});
