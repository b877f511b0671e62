import path from "node:path";
import { sqlFile } from "@agentos/database/sql-file";
import { guardedConnector } from "@agentos/service-kit/outbound/guarded-connector";
import { systemLookup } from "@agentos/service-kit/outbound/resolve";
import { repeat } from "@agentos/service-kit/loop";
import { sql } from "kysely";
import { Counter } from "prom-client";
import { Agent, type Dispatcher } from "undici";
import type { Context } from "../context.ts";
import { send, type Sent } from "./send.ts";
import type { Delivery } from "./tables.ts";

type Claimed = Pick<Delivery, "id" | "destination" | "event" | "body" | "attempts" | "traceparent">;

const atOnce = 5;
/** Longer than so many messages to one webhook take, one after the other, if each of them takes as long as it may. */
const leaseSeconds = 90;
const longestWaitSeconds = 3600;
const pollMs = 500;

const claim = sqlFile<Claimed, [atOnce: number, leaseSeconds: number, but: string[]]>(
  path.join(import.meta.dirname, "sql", "claim.sql"),
);

type Courier = Context & {
  dispatcher: Dispatcher;
  ended: Counter<"result">;
  /** By webhook: one that answers slowly, or not at all, keeps no other waiting. */
  underWay: Map<string, Promise<void>>;
};

/**
 * Sends what is to be told to webhooks until the signal aborts, each message until it is taken, with growing waits, or given up. Instances
 * share the messages. A message may come twice, under the same `webhook-id`; it is never forgotten.
 */
export async function runCourier(context: Context, signal: AbortSignal): Promise<void> {
  const { config, metrics, log } = context;
  const connect = guardedConnector({
    allowedCidrs: config.WEBHOOK_NETWORKS.texts.map(asCidr),
    connectTimeoutMs: 5000,
    lookup: systemLookup,
  });
  const dispatcher = new Agent({ connect, headersTimeout: 10_000, bodyTimeout: 10_000 });
  const ended = new Counter({
    name: "webhook_deliveries_total",
    help: "Messages that were sent to webhooks, by what came of it",
    labelNames: ["result"],
    registers: [metrics],
  });
  const courier: Courier = { ...context, dispatcher, ended, underWay: new Map() };
  const work = async (): Promise<void> => {
    for (let count = atOnce; count === atOnce && !signal.aborted;) count = await sendDue(courier, signal);
  };
  await repeat({ name: "webhooks", everyMs: pollMs, signal, log, work });
  await Promise.all(courier.underWay.values());
  await dispatcher.destroy();
}

async function sendDue(courier: Courier, signal: AbortSignal): Promise<number> {
  const { db, underWay } = courier;
  const claimed = await claim(db, atOnce, leaseSeconds, [...underWay.keys()]);
  const inOrder = claimed.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const [webhook, some = []] of Object.entries(Object.groupBy(inOrder, ({ destination }) => destination))) {
    underWay.set(webhook, deliverInTurn(courier, some, signal));
  }
  return claimed.length;
}

/** A webhook gets what is due in the order in which it has happened. What is left over is sent when its lease is over. */
async function deliverInTurn(courier: Courier, some: readonly Claimed[], signal: AbortSignal): Promise<void> {
  const [{ destination } = { destination: "" }] = some;
  try {
    for (const delivery of some) await deliver(courier, delivery, signal);
  } catch (error) {
    if (!signal.aborted) courier.log.warn({ err: error, webhook: destination }, "messages to a webhook were not sent");
  } finally {
    courier.underWay.delete(destination);
  }
}

async function deliver(courier: Courier, delivery: Claimed, signal: AbortSignal): Promise<void> {
  const { config, dispatcher, ended, log } = courier;
  const destination = config.WEBHOOKS.find(({ name }) => name === delivery.destination);
  const allowedPorts = config.WEBHOOK_PORTS;
  const sent: Sent = destination
    ? await send({ dispatcher, allowedPorts, destination, delivery, signal })
    : { status: null, error: "The configuration has no webhook of that name.", again: false };
  const state = stateAfter(sent, delivery.attempts, config.WEBHOOK_TRIES);
  await note(courier, delivery, sent, state);
  ended.inc({ result: state === "pending" ? "failed" : state });
  const { id, destination: name, event, attempts } = delivery;
  const line = { delivery_id: id, webhook: name, event, attempts, status: sent.status, problem: sent.error };
  if (state === "dead") log.warn(line, "webhook:given_up");
  else log.debug(line, `webhook:${state === "delivered" ? "delivered" : "failed"}`);
}

function stateAfter({ error, again }: Sent, attempts: number, tries: number): Delivery["state"] {
  if (error === null) return "delivered";
  return again && attempts < tries ? "pending" : "dead";
}

async function note(
  { db, config }: Courier,
  { id, attempts }: Claimed,
  { status, error }: Sent,
  state: Delivery["state"],
): Promise<void> {
  const wait = waitSeconds(attempts, config.WEBHOOK_WAIT_SECONDS);
  await db
    .updateTable("webhook_deliveries")
    .set({
      state,
      status,
      error,
      ended_at: state === "pending" ? null : sql<Date>`clock_timestamp()`,
      next_attempt_at: sql<Date>`clock_timestamp() + make_interval(secs => ${wait})`,
    })
    .where("id", "=", id)
    .where("state", "=", "pending")
    .execute();
}

/** Doubled each time, up to an hour; by up to a fifth longer, so that not all that failed together come together again. */
function waitSeconds(attempts: number, first: number): number {
  return Math.min(longestWaitSeconds, first * 2 ** (attempts - 1)) * (1 + Math.random() / 5);
}

function asCidr(text: string): string {
  if (text.includes("/")) return text;
  return text.includes(":") ? `${text}/128` : `${text}/32`;
}
